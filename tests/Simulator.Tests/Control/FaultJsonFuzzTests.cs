using System.Text;
using Push.Simulator.Control;
using Push.Simulator.Faults;

namespace Push.Simulator.Tests.Control;

/// <summary>Documents of faults with random edits: each is taken or refused with a field and a rule, nothing else.</summary>
public sealed class FaultJsonFuzzTests
{
    private static readonly string[] Documents =
    [
        """{"rejections":[{"reason":"TooManyRequests","rate":0.5,"retryAfter":3,"tokenPrefix":"ab","tokenShare":0.1}],"seed":7}""",
        """{"latency":{"percentiles":{"50":20,"99":500.5}},"for":30,"streams":10}""",
        """{"latency":{"normal":{"mean":20,"deviation":5}},"goAway":{"every":9,"reason":"Shutdown","abrupt":true}}""",
        """[{"latency":{"uniform":[1,2]},"for":1},{"latency":{"exponential":{"mean":20}},"clockOffset":-600}]""",
        """{"reset":{"every":10,"code":"REFUSED_STREAM","when":"before"},"cut":{"times":1},"newConnections":"silent"}""",
    ];

    private static readonly string[] Pieces =
        ["null", "-1", "1e999", "1e-9", "{}", "[]", "\"\"", "\"\\ud800\"", "true", ",", "}", "{", ":", "\"every\"", "99999999999999999999", "\0"];

    [Fact]
    public async Task Document_WithRandomEdits_IsTakenOrRefusedWithFieldAndRule()
    {
        FaultControl faults = new(new ShiftedClock(TimeProvider.System));
        Random random = new(20261);
        int taken = 0, refused = 0;
        for (int i = 0; i < 5000; i++)
        {
            string document = Mutate(random, Documents[random.Next(Documents.Length)]);
            try
            {
                using MemoryStream body = new(Encoding.UTF8.GetBytes(document));
                faults.Play(await FaultJson.ReadAsync(body, TestContext.Current.CancellationToken));
                FaultJson.Write(faults.Current);
                taken++;
            }
            catch (InputException wrong)
            {
                Assert.All(wrong.Problems, p => Assert.True(p.Field.Length > 0 && p.Rule.Length > 0, document));
                refused++;
            }
        }

        faults.End();
        Assert.True(taken > 100 && refused > 1000, $"{taken} taken, {refused} refused");
    }

    private static string Mutate(Random random, string text)
    {
        StringBuilder edited = new(text);
        for (int edits = random.Next(1, 3); edits > 0; edits--)
        {
            int at = random.Next(edited.Length);
            int length = random.Next(Math.Min(6, edited.Length - at));
            edited.Remove(at, length);
            if (random.Next(2) == 0)
                edited.Insert(at, Pieces[random.Next(Pieces.Length)]);
            if (edited.Length == 0)
                edited.Append(' ');
        }

        return edited.ToString();
    }
}
