using System.CommandLine;
using Push.Bench.Commands;
using Push.Bench.Wire;

var root = new RootCommand("Throughput and cost of Push.Orleans, as ratios measured in one run.")
{
    BenchCommand.Create(
        "wire",
        "What a notification costs on one connection, beside SocketsHttpHandler and h2load.",
        (quick, progress) => new WireBench(quick, progress).RunAsync),
    HiddenCommands.Client(),
};
return await root.Parse(args).InvokeAsync();
