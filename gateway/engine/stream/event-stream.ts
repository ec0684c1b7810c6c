export { eventStream, isEventStream, type EventStream, type EventStreamParts } from "#platform";
