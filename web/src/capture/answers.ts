/** What the server says about what it was sent. */

import type { ChunkRefused, ChunksStored, Refused, StudentServerMessage } from "../wire/messages.ts";
import type { Outbox } from "./outbox.ts";
import type { Sender } from "./sender.ts";

/** The server never takes these; anything else that it refuses it may take later (its disk is full, say). */
const FINAL = new Set(["chunk_conflict", "session_closed", "chunk_too_large", "chunk_malformed", "segment_packed"]);
const FINAL_FOR_PICTURES = new Set(["snapshot_unasked", "picture_too_large", "picture_malformed", "session_closed",
  "look_unwanted"]);

/** Deletes what is stored or refused for good, and puts off the rest. Other messages are none of its business. */
export function settle(message: StudentServerMessage, outbox: Outbox, sender: Sender): void {
  if (message.type === "chunks_stored") chunksStored(message, outbox, sender);
  else if (message.type === "chunk_refused") chunkRefused(message, outbox, sender);
  else if (message.type === "readings_stored") sender.answered(outbox.readingsUpTo(message.sequence));
  else if (message.type === "snapshot_stored") pictureSettled(message.id, outbox, sender);
  else if (message.type === "refused") refused(message, outbox, sender);
}

function chunksStored({ recorder, sequences }: ChunksStored, outbox: Outbox, sender: Sender): void {
  const items = sequences.map((sequence) => outbox.chunk(recorder, sequence));
  sender.answered(items.filter((item) => item !== undefined));
}

function chunkRefused({ recorder, sequence, code }: ChunkRefused, outbox: Outbox, sender: Sender): void {
  const item = outbox.chunk(recorder, sequence);
  if (!item) return;
  if (FINAL.has(code)) sender.answered([item]);
  else sender.putOff(item);
}

function pictureSettled(id: string, outbox: Outbox, sender: Sender): void {
  const item = outbox.snapshot(id);
  if (item) sender.answered([item]);
}

function refused({ code, id }: Refused, outbox: Outbox, sender: Sender): void {
  if (id && FINAL_FOR_PICTURES.has(code)) pictureSettled(id, outbox, sender);
}
