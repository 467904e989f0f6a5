//! Rules for responses that are streams.

use crate::rule::{Mirror, rules};

rules! {
    RESPONSE_BECAME_DOWNLOAD = "response-became-download": None, Major, Changed;
        "the same bytes are sent, but the call returns a `Download`, whose body is read while it arrives";
        "read the download with `bytes`, or save it";
        Mirror::Rule("response-no-longer-download");
    RESPONSE_NO_LONGER_DOWNLOAD = "response-no-longer-download": None, Major, Changed;
        "the same bytes are sent, but the call reads all of them into memory and returns them";
        "use the bytes";
        Mirror::Rule("response-became-download");
    RESPONSE_BECAME_STREAM = "response-became-stream": Breaking, Major, Changed;
        "existing programs read the body as one value, and the call returns a stream";
        "read the stream";
        Mirror::Rule("response-no-longer-stream");
    RESPONSE_NO_LONGER_STREAM = "response-no-longer-stream": Breaking, Major, Changed;
        "existing programs expect a stream, and the call returns one value";
        "use the value without reading a stream";
        Mirror::Rule("response-became-stream");
    STREAM_DIVIDED = "stream-divided": Dangerous, Major, Changed;
        "existing programs read the same bytes and may not understand them, and the call returns the items";
        "read the items";
        Mirror::Rule("stream-no-longer-divided");
    STREAM_NO_LONGER_DIVIDED = "stream-no-longer-divided": Breaking, Major, Changed;
        "existing programs look for items in what may be any bytes, and the call returns a `Download`";
        "read the bytes";
        Mirror::Rule("stream-divided");
    STREAM_KIND_CHANGED = "stream-kind-changed": Breaking, Patch, Changed;
        "existing programs look for events in lines, or for lines in events";
        "update the client at the same time as the server";
        Mirror::Itself;
    STREAM_END_ADDED = "stream-end-added": Breaking, Patch, Added;
        "existing programs take the event that ends the stream for an item that cannot be read";
        "update the client before the server sends the event";
        Mirror::Rule("stream-end-removed");
    STREAM_END_CHANGED = "stream-end-changed": Breaking, Patch, Changed;
        "existing programs wait for another event, and take the end of the stream for a broken connection";
        "update the client at the same time as the server";
        Mirror::Itself;
    STREAM_END_REMOVED = "stream-end-removed": Breaking, Patch, Removed;
        "existing programs take a stream without its last event for a broken connection";
        "update the client before the server leaves out the event";
        Mirror::Rule("stream-end-added");
}
