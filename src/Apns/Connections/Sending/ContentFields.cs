using Push.Http2.Hpack;

namespace Push.Apns.Connections;

/// <summary>The headers of one content as one connection sends them: handles of those that repeat, and the sizes.</summary>
/// <param name="Topic">Null when it is left out or isn't repeated often enough to be kept.</param>
/// <param name="PushType">The same.</param>
/// <param name="Priority">The same.</param>
/// <param name="ListSize">What all headers but path and authorization add to the header list (RFC 9113 section 6.5.2).</param>
internal readonly record struct ContentFields(
    RepeatedField? Topic, RepeatedField? PushType, RepeatedField? Priority, int ListSize);
