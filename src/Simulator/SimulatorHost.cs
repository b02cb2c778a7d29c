using System.Globalization;
using System.Net;

namespace Push.Simulator;

/// <summary>Runs a simulator by itself, as <c>push simulator</c> does.</summary>
public static class SimulatorHost
{
    /// <summary>
    /// Starts a simulator, writes one line with its ports and its root certificate to <paramref name="output"/>, and runs until
    /// it is cancelled; cancelling is the normal end and not an error.
    /// </summary>
    /// <param name="options">How it listens and answers.</param>
    /// <param name="certificateOut">Where to write the root certificate as PEM; null for a file in a temporary folder of
    /// its own, which is deleted at the end.</param>
    /// <param name="json">Writes the line as JSON.</param>
    /// <param name="output">Takes the line.</param>
    /// <param name="cancellationToken">Ends the simulator.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names all of them.</exception>
    /// <exception cref="IOException">The control port can't be opened, or the certificate can't be written.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The certificate may not be written there.</exception>
    public static async Task RunAsync(
        SimulatorOptions options, string? certificateOut, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        ApnsSimulator simulator = await ApnsSimulator.StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            DirectoryInfo? temporary = certificateOut is null ? Directory.CreateTempSubdirectory("push-simulator-") : null;
            string path = Path.GetFullPath(certificateOut ?? Path.Combine(temporary!.FullName, "root.pem"));
            await File.WriteAllTextAsync(path, simulator.CertificatePem, cancellationToken).ConfigureAwait(false);
            try
            {
                await output.WriteLineAsync(Announce(options.Bind, simulator, path, json)).ConfigureAwait(false);
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The normal end.
            }
            finally
            {
                // The system's own cleaning of temporary folders may have been faster.
                if (Directory.Exists(temporary?.FullName))
                    temporary.Delete(recursive: true);
            }
        }
    }

    private static string Announce(IPAddress bind, ApnsSimulator simulator, string certificate, bool json)
    {
        string host = bind.Equals(IPAddress.Any) || bind.Equals(IPAddress.IPv6Any) ? "localhost" : bind.ToString();
        string url = $"https://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{simulator.Port}";
        if (json)
        {
            return System.Text.Json.JsonSerializer.Serialize(
                new { url, port = simulator.Port, controlPort = simulator.ControlPort, channelPort = simulator.ChannelPort, certificate });
        }

        string control = simulator.ControlPort?.ToString(CultureInfo.InvariantCulture) ?? "none";
        string channels = simulator.ChannelPort is { } port ? string.Create(CultureInfo.InvariantCulture, $" channel-port={port}") : "";
        return $"APNs simulator at {url} port={simulator.Port} control-port={control}{channels} certificate={certificate}";
    }
}
