using System.CommandLine;
using Push.Bench.Budget;
using Push.Bench.Campaign;
using Push.Bench.Commands;
using Push.Bench.Import;
using Push.Bench.Packages;
using Push.Bench.Payloads;
using Push.Bench.SimulatorCost;
using Push.Bench.Single;
using Push.Bench.Wire;

var root = new RootCommand("Throughput and cost of Push.Orleans, as ratios measured in one run.")
{
    BenchCommand.Create(
        "wire",
        "What a notification costs on one connection, beside SocketsHttpHandler and h2load.",
        (quick, progress) => new WireBench(quick, progress).RunAsync),
    BenchCommand.Create(
        "budget",
        "How much of what streams and window allow is used on a slow network.",
        (quick, progress) => new BudgetBench(quick, progress).RunAsync),
    BenchCommand.Create(
        "payload",
        "An alert built beside System.Text.Json, and templates beside plain payloads.",
        (quick, progress) => new PayloadBench(quick, progress).RunAsync),
    BenchCommand.Create(
        "simulator",
        "h2load on the simulator beside h2load on nginx.",
        (quick, progress) => new SimulatorBench(quick, progress).RunAsync),
    BenchCommand.Create(
        "campaign",
        "A campaign from SQLite through grains, beside our client alone.",
        (quick, progress) => new CampaignBench(quick, progress).RunAsync),
    BenchCommand.Create(
        "refusals",
        "A campaign of which 2 % is refused, and one to ten times as many devices.",
        (quick, progress) => new RefusalsBench(quick, progress).RunAsync),
    BenchCommand.Create(
        "single",
        "Single sends through grains: how many a second, and how long one takes beside a campaign.",
        (quick, progress) => new SingleBench(quick, progress).RunAsync),
    BenchCommand.Create(
        "signing",
        "A signature through the grain, and a whole pass, beside the bare SignedCms.",
        (quick, progress) => new SigningBench(quick, progress).RunAsync),
    BenchCommand.Create(
        "import",
        "What an import writes and what memory it takes, small and large.",
        (quick, progress) => new ImportBench(quick, progress).RunAsync),
    HiddenCommands.Client(),
    HiddenCommands.SiloImport(),
    HiddenCommands.SiloSend(),
    HiddenCommands.SiloSingleRate(),
    HiddenCommands.SiloSingleTime(),
    HiddenCommands.Simulator(),
};
// An interrupted bench has servers and clients to end.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) };
return await root.Parse(args).InvokeAsync(invocation);
