namespace Push.Apns.Tests.Notifications;

/// <summary>
/// Payloads by push type with what is wrong with them: push type, payload, violations without their <c>payload.</c>, divided
/// by bars. A row without violations is valid.
/// </summary>
internal static class GoldenTable
{
    public const string Alerts = """
        alert | {"aps":{"alert":"Hi"}} |
        alert | {"aps":{"alert":""}} |
        alert | {"aps":{"alert":7}} | aps.alert: must be a string or a dictionary
        alert | {"aps":{"alert":["a"]}} | aps.alert: must be a string or a dictionary
        alert | {"aps":{"alert":{"title":"T","subtitle":"S","body":"B","launch-image":"L.png"}}} |
        alert | {"aps":{"alert":{"title":{"loc-key":"T"}}}} | aps.alert.title: must be a string
        alert | {"aps":{"alert":{"subtitle":1}}} | aps.alert.subtitle: must be a string
        alert | {"aps":{"alert":{"body":null}}} | aps.alert.body: must be a string
        alert | {"aps":{"alert":{"launch-image":true}}} | aps.alert.launch-image: must be a string
        alert | {"aps":{"alert":{"title-loc-key":"T","title-loc-args":["a"]}}} |
        alert | {"aps":{"alert":{"title-loc-key":1,"title-loc-args":"a"}}} | aps.alert.title-loc-key: must be a string | aps.alert.title-loc-args: must be an array of strings
        alert | {"aps":{"alert":{"subtitle-loc-key":"S","subtitle-loc-args":[]}}} |
        alert | {"aps":{"alert":{"subtitle-loc-key":[],"subtitle-loc-args":[1]}}} | aps.alert.subtitle-loc-key: must be a string | aps.alert.subtitle-loc-args: must be an array of strings
        alert | {"aps":{"alert":{"loc-key":"B","loc-args":["Jenna","Frank"]}}} |
        alert | {"aps":{"alert":{"loc-key":{},"loc-args":{}}}} | aps.alert.loc-key: must be a string | aps.alert.loc-args: must be an array of strings
        alert | {"aps":{"alert":{"body":"B","loc-args":["a"]}}} | aps.alert.loc-key: must be there with loc-args
        alert | {"aps":{"alert":{"body":"B","title-loc-args":["a"]}}} | aps.alert.title-loc-key: must be there with title-loc-args
        alert | {"aps":{"alert":{"body":"B","subtitle-loc-args":["a"]}}} | aps.alert.subtitle-loc-key: must be there with subtitle-loc-args
        alert | {"aps":{"alert":{"body":"B","action":"View","action-loc-key":"VIEW"}}} |
        alert | {"aps":{"alert":{"body":"B","action":1,"action-loc-key":2}}} | aps.alert.action: must be a string | aps.alert.action-loc-key: must be a string
        alert | {"aps":{"alert":{"body":"B","summary-arg":"Ann","summary-arg-count":2}}} |
        alert | {"aps":{"alert":{"body":"B","summary-arg":2,"summary-arg-count":"2"}}} | aps.alert.summary-arg: must be a string | aps.alert.summary-arg-count: must be a whole number, 0 or more
        alert | {"aps":{"alert":{"boddy":"B"}}} | aps.alert.boddy: must be a key that Apple documents, unless unknown ones are allowed
        alert | {"aps":{"alert":{"body":"B","sound":"default"}}} | aps.alert.sound: must be a key that Apple documents, unless unknown ones are allowed
        alert | {"aps":{"alert":{"body":"a","body":"b"}}} | aps.alert.body: must not stand twice
        alert | {"aps":{"badge":0}} |
        alert | {"aps":{"badge":9}} |
        alert | {"aps":{"badge":-1}} | aps.badge: must be a whole number, 0 or more
        alert | {"aps":{"badge":1.5}} | aps.badge: must be a whole number, 0 or more
        alert | {"aps":{"badge":"1"}} | aps.badge: must be a whole number, 0 or more
        alert | {"aps":{"sound":"default"}} |
        alert | {"aps":{"sound":{"critical":1,"name":"alarm.caf","volume":0.5}}} |
        alert | {"aps":{"sound":{"name":"a","volume":0}}} |
        alert | {"aps":{"sound":1}} | aps.sound: must be a string, or a dictionary for a critical sound
        alert | {"aps":{"sound":{"critical":true,"name":1,"volume":1.1}}} | aps.sound.critical: must be the number 1; leave it out instead of 0 or false | aps.sound.name: must be a string | aps.sound.volume: must be a number from 0 to 1
        alert | {"aps":{"sound":{"critical":1,"loud":1}}} | aps.sound.loud: must be a key that Apple documents, unless unknown ones are allowed | aps.sound.name: must be there
        alert | {"aps":{"alert":"Hi","thread-id":"t","category":"c","target-content-id":"w","filter-criteria":"f"}} |
        alert | {"aps":{"alert":"Hi","thread-id":1,"category":2,"target-content-id":3,"filter-criteria":4}} | aps.thread-id: must be a string | aps.category: must be a string | aps.target-content-id: must be a string | aps.filter-criteria: must be a string
        alert | {"aps":{"alert":"Hi","content-available":1,"mutable-content":1}} |
        alert | {"aps":{"alert":"Hi","content-available":true,"mutable-content":0}} | aps.content-available: must be the number 1; leave it out instead of 0 or false | aps.mutable-content: must be the number 1; leave it out instead of 0 or false
        alert | {"aps":{"alert":"Hi","interruption-level":"time-sensitive"}} |
        alert | {"aps":{"alert":"Hi","interruption-level":"loud"}} | aps.interruption-level: must be passive, active, time-sensitive or critical
        alert | {"aps":{"alert":"Hi","interruption-level":1}} | aps.interruption-level: must be passive, active, time-sensitive or critical
        alert | {"aps":{"alert":"Hi","relevance-score":1}} |
        alert | {"aps":{"alert":"Hi","relevance-score":1.01}} | aps.relevance-score: must be a number from 0 to 1
        alert | {"aps":{"alert":"Hi","relevance-score":"0.5"}} | aps.relevance-score: must be a number from 0 to 1
        alert | {"aps":{"alert":{"title":"T","body":"B","action":"View"},"url-args":["boarding","A998"]}} |
        alert | {"aps":{"alert":{"title":"T","body":"B"},"url-args":[]}} |
        alert | {"aps":{"alert":{"title":"T","body":"B"},"url-args":"a"}} | aps.url-args: must be an array of strings
        alert | {"aps":{"alert":"B","url-args":[]}} | aps.alert.title: must be there with url-args, for Safari | aps.alert.body: must be there with url-args, for Safari
        alert | {"aps":{"alert":"Hi"},"order":{"id":1,"items":[null,true,2.5,"x"]}} |
        alert | {"aps":{"alert":"Hi"},"order":1,"order":2} | order: must not stand twice
        alert | {"aps":{"alert":"Hi","badge":1,"badge":2}} | aps.badge: must not stand twice
        alert | {"aps":{"alert":"Hi","content_available":1}} | aps.content_available: must be a key that Apple documents, unless unknown ones are allowed
        alert | {"aps":{"alert":"Hi","event":"update","content-changed":true}} | aps.event: must not be there for the push type alert | aps.content-changed: must not be there for the push type alert
        alert | {"aps":{}} | aps: must hold alert, badge or sound for the push type alert
        alert | {"aps":{"content-available":1}} | aps: must hold alert, badge or sound for the push type alert
        alert | {"aps":"Hi"} | aps: must be a dictionary
        alert | {"alert":"Hi"} | aps: must be there for the push type alert
        alert | {} | aps: must be there for the push type alert
        """;

    public const string Others = """
        background | {"aps":{"content-available":1}} |
        background | {"aps":{"content-available":1},"sync":["inbox"]} |
        background | {"aps":{}} | aps.content-available: must be there for the push type background
        background | {"sync":1} | aps: must be there for the push type background
        background | {"aps":{"content-available":0}} | aps.content-available: must be the number 1; leave it out instead of 0 or false
        background | {"aps":{"content-available":1,"alert":"Hi","badge":0,"sound":"default"}} | aps.alert: must not be there for the push type background | aps.badge: must not be there for the push type background | aps.sound: must not be there for the push type background
        background | {"aps":{"content-available":1,"mutable-content":1}} | aps.mutable-content: must not be there for the push type background
        voip | {} |
        voip | {"call":"17","aps":{"alert":"Ann"}} |
        voip | {"aps":{"alert":1}} | aps.alert: must be a string or a dictionary
        voip | {"aps":[]} | aps: must be a dictionary
        complication | {"steps":9000} |
        complication | {"aps":{"badge":"1"}} | aps.badge: must be a whole number, 0 or more
        fileprovider | {"container-identifier":"NSFileProviderWorkingSetContainerItemIdentifier","domain":"d"} |
        fileprovider | {"container-identifier":"c"} |
        fileprovider | {"domain":1} | container-identifier: must be there for the push type fileprovider | domain: must be a string
        fileprovider | {"container-identifier":1,"aps":{}} | aps: must not be there for the push type fileprovider | container-identifier: must be a string
        mdm | {"mdm":"5B1F7F4A-PushMagic"} |
        mdm | {"mdm":1} | mdm: must be a string
        mdm | {"aps":{}} | aps: must not be there for the push type mdm | mdm: must be there for the push type mdm
        location | {"aps":{}} |
        location | {"aps":1} | aps: must be a dictionary
        pushtotalk | {"aps":{},"activeSpeaker":"Ann"} |
        pushtotalk | {"aps":null} | aps: must be a dictionary
        controls | {"aps":{"content-changed":true}} |
        controls | {"aps":{"content-changed":1}} | aps.content-changed: must be true
        controls | {} | aps: must be there for the push type controls
        widgets | {"aps":{"content-changed":true}} |
        widgets | {"aps":{"content-changed":false}} | aps.content-changed: must be true
        widgets | {"aps":{"alert":"Hi"}} | aps.alert: must not be there for the push type widgets | aps.content-changed: must be there for the push type widgets
        - | {} |
        - | {"aps":{"alert":"Hi","event":"update"}} |
        - | {"aps":{"event":"begin","badge":"1"}} | aps.event: must be start, update or end | aps.badge: must be a whole number, 0 or more
        """;

    public const string LiveActivities = """
        liveactivity | {"aps":{"timestamp":1685952000,"event":"update","content-state":{"score":7}}} |
        liveactivity | {"aps":{"timestamp":1685952000,"event":"update","content-state":{},"stale-date":1685959200,"relevance-score":150,"alert":{"title":"T","body":"B","sound":"chime.aiff"}}} |
        liveactivity | {"aps":{"timestamp":1685952000,"event":"update","content-state":{},"alert":{"title":{"loc-key":"T","loc-args":["Ann"]},"body":{"loc-key":"B"}}}} |
        liveactivity | {"aps":{"timestamp":1685952000,"event":"end"}} |
        liveactivity | {"aps":{"timestamp":1685952000,"event":"end","content-state":{},"dismissal-date":1685959200}} |
        liveactivity | {"aps":{"timestamp":1685952000,"event":"start","content-state":{},"attributes-type":"Ride","attributes":{},"alert":{"title":"T","body":"B"},"input-push-token":1}} |
        liveactivity | {"aps":{"timestamp":1685952000,"event":"start","content-state":{},"attributes-type":"Ride","attributes":{},"alert":"B","input-push-channel":"dHN0LXNyY2gtY2hubA=="}} |
        liveactivity | {"aps":{"timestamp":1685952000,"event":"start"}} | aps.content-state: must be there for the push type liveactivity | aps.alert: must be there to start a Live Activity | aps.attributes-type: must be there to start a Live Activity | aps.attributes: must be there to start a Live Activity
        liveactivity | {"aps":{"timestamp":1685952000,"event":"start","content-state":[],"attributes-type":1,"attributes":"x","alert":1,"input-push-token":true,"input-push-channel":2}} | aps.content-state: must be a dictionary | aps.attributes-type: must be a string | aps.attributes: must be a dictionary | aps.alert: must be a string or a dictionary | aps.input-push-token: must be the number 1; leave it out instead of 0 or false | aps.input-push-channel: must be a string
        liveactivity | {"aps":{"timestamp":1685952000,"event":"update","content-state":{},"attributes-type":"Ride","attributes":{},"input-push-token":1,"input-push-channel":"c"}} | aps.attributes-type: must be there only to start a Live Activity | aps.attributes: must be there only to start a Live Activity | aps.input-push-channel: must be there only to start a Live Activity | aps.input-push-token: must be there only to start a Live Activity
        liveactivity | {"aps":{"timestamp":1685952000000,"event":"update","content-state":{}}} | aps.timestamp: must be whole seconds since 1970, without quotes
        liveactivity | {"aps":{"timestamp":"1685952000","event":"end","stale-date":1.5,"dismissal-date":-1,"relevance-score":"9"}} | aps.timestamp: must be whole seconds since 1970, without quotes | aps.stale-date: must be whole seconds since 1970, without quotes | aps.dismissal-date: must be whole seconds since 1970, without quotes | aps.relevance-score: must be a number
        liveactivity | {"aps":{"timestamp":1685952000,"event":"stop","content-state":{}}} | aps.event: must be start, update or end
        liveactivity | {"aps":{"timestamp":1685952000,"event":"update","content-state":{},"sound":"x"}} | aps.sound: must not be there for the push type liveactivity; its sound stands inside alert
        liveactivity | {"aps":{"timestamp":1685952000,"event":"end","alert":{"title":{"loc-args":[1],"x":1},"body":{"loc-key":1},"sound":1}}} | aps.alert.title.loc-key: must be there, or the text itself | aps.alert.title.loc-args: must be an array of strings | aps.alert.title.x: must be a key that Apple documents, unless unknown ones are allowed | aps.alert.body.loc-key: must be a string | aps.alert.sound: must be a string
        liveactivity | {"aps":{}} | aps.timestamp: must be there for the push type liveactivity | aps.event: must be there for the push type liveactivity
        liveactivity | {} | aps: must be there for the push type liveactivity
        """;

    /// <summary>All rows as (push type, payload, violations).</summary>
    public static TheoryData<string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var line in $"{Alerts}\n{Others}\n{LiveActivities}".Split('\n'))
        {
            var cells = line.Split('|', 3, StringSplitOptions.TrimEntries);
            rows.Add(cells[0], cells[1], cells[2]);
        }

        return rows;
    }
}
