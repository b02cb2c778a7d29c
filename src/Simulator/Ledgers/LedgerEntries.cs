namespace Push.Simulator.Ledgers;

/// <summary>How often pushes with one apns-id were answered.</summary>
/// <param name="Id">The apns-id.</param>
/// <param name="Counts">How often.</param>
public readonly record struct IdAnswers(Guid Id, AnswerCounts Counts);

/// <summary>How often pushes to one device token were answered, whatever their topic and payload.</summary>
/// <param name="Token">The token in lower-case hexadecimal digits.</param>
/// <param name="Counts">How often.</param>
public readonly record struct TokenAnswers(string Token, AnswerCounts Counts);
