using Push.Cli.CommandLine;

return await CommandRunner.RunAsync(args);
