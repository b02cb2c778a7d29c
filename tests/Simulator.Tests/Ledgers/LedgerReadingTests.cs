using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Push.Simulator.Ledgers;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Ledgers;

/// <summary>How often each apns-id and each token was accepted, inside a test and over the control port.</summary>
public sealed class LedgerReadingTests : ControlledSimulator
{
    private static readonly byte[][] Tokens = [.. Enumerable.Range(0, 50).Select(i => SimulatedTokens.Good(9, i))];

    [Fact]
    public async Task Check_OfTokens_TellsTheLostAndTheRepeated()
    {
        foreach (byte[] token in Tokens[1..].Append(Tokens[7]).Append(Tokens[7]))
            await SendAsync(token);

        LedgerCheck check = Simulator.Ledger.Check(Tokens);

        Assert.Equal((50, 48, 1, 1, 2), (check.Expected, check.Once, check.Lost, check.Repeated, check.Repetitions));
        Assert.Equal([Convert.ToHexStringLower(Tokens[0])], check.LostTokens);
        Assert.Equal([Convert.ToHexStringLower(Tokens[7])], check.RepeatedTokens);
        Assert.False(check.Holds);
        Assert.True(Simulator.Ledger.Check([Tokens[1], Tokens[2]]).Holds);
    }

    [Fact]
    public async Task Check_OverTheControlPort_TakesATokenInEachLine()
    {
        await SendAsync(Tokens[0]);
        string lines = $"{Convert.ToHexString(Tokens[0])}\r\n\n{Convert.ToHexStringLower(Tokens[1])}";

        using HttpResponseMessage response = await Control.PostAsync("/ledger/check", new StringContent(lines), Cancellation);
        JsonElement check = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        using HttpResponseMessage wrong = await Control.PostAsync("/ledger/check", new StringContent("aa\nxyz\n"), Cancellation);
        using HttpResponseMessage endless = await Control.PostAsync(
            "/ledger/check", new StringContent(new string('a', 100_000)), Cancellation);

        Assert.Equal((2, 1, 1), (check.GetProperty("expected").GetInt32(), check.GetProperty("once").GetInt32(), check.GetProperty("lost").GetInt32()));
        Assert.Equal(Convert.ToHexStringLower(Tokens[1]), check.GetProperty("lostTokens")[0].GetString());
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (wrong.StatusCode, endless.StatusCode));
        Assert.Contains("Line 2", await wrong.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n")]
    public async Task Check_OfNoTokens_IsRefused(string lines)
    {
        using HttpResponseMessage response = await Control.PostAsync("/ledger/check", new StringContent(lines), Cancellation);
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("tokens must stand in the body, one in each line: there are none.", answer.GetProperty("error").GetString());
        Assert.False(Simulator.Ledger.Check(Tokens[..0]).Holds);
    }

    [Fact]
    public async Task Ledger_OfTokensAndIds_HasALineForEach()
    {
        string id = Guid.NewGuid().ToString();
        await SendAsync(Tokens[0], id);
        await SendAsync(Tokens[0], id);
        await SendAsync(Tokens[1]);
        await SendAsync([0xde, 0xad]);

        List<JsonElement> all = await ReadAsync("/ledger");
        List<JsonElement> twice = await ReadAsync("/ledger?of=ids&duplicates=true");
        List<JsonElement> tokens = await ReadAsync("/ledger?of=tokens");
        List<JsonElement> one = await ReadAsync("/ledger?token=DEAD");
        List<JsonElement> byId = await ReadAsync($"/ledger?apns-id={id}");
        using HttpResponseMessage wrong = await Control.GetAsync("/ledger?of=nothing", Cancellation);

        Assert.Equal((6, 3), (all.Count, tokens.Count));
        Assert.Equal((id, 2), (Assert.Single(twice).GetProperty("apnsId").GetString(), twice[0].GetProperty("accepted").GetInt32()));
        Assert.Equal(2, tokens.Single(t => t.GetProperty("token").GetString() == Convert.ToHexStringLower(Tokens[0])).GetProperty("accepted").GetInt32());
        Assert.Equal((0, 1), (one[0].GetProperty("accepted").GetInt32(), one[0].GetProperty("rejected").GetInt32()));
        Assert.Equal(2, Assert.Single(byId).GetProperty("accepted").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public void Tokens_OfAllLengths_AreKept_AndForgotten()
    {
        TokenTable table = new(capacity: 20_000);
        byte[][] tokens = [.. Enumerable.Range(0, 10_000).Select(i => SimulatedTokens.Good(1, i)[..(8 + (i % 25))])];
        foreach (byte[] token in tokens)
        {
            Assert.True(table.Count(token, accepted: true));
            Assert.True(table.Count(token, accepted: false));
        }

        Assert.All(tokens, t => Assert.Equal(new AnswerCounts(1, 1), table.Find(t)));
        Assert.Equal(tokens.Select(Convert.ToHexStringLower).Order(), table.Read(1).Select(t => t.Token).Order());
        Assert.Empty(table.Read(2));
        table.Clear();
        Assert.Equal((0, new AnswerCounts()), (table.TokenCount, table.Find(tokens[0])));
    }

    [Fact]
    public void Tokens_BeyondTheCapacity_AreNotTaken()
    {
        TokenTable table = new(capacity: 2);

        Assert.Equal([true, true, false], Tokens[..3].Select(t => table.Count(t, accepted: true)));
        Assert.True(table.Count(Tokens[0], accepted: true));
        Assert.True(table.IsFull);
    }

    private Task SendAsync(byte[] token, string? id = null) => Client.SendAsync(
        id is null ? null : PushClient.Header("apns-id", id), "/3/device/" + Convert.ToHexStringLower(token));

    private async Task<List<JsonElement>> ReadAsync(string path)
    {
        string text = await Control.GetStringAsync(path, Cancellation);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l))];
    }
}
