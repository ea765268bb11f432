/** How each tracker's thresholds are typed: their unit, the scale to what is stored, and sane bounds (typed scale). */

import type { Range } from "./numbers.ts";

export interface Spec extends Range {
  unit: "percent" | "seconds" | "looks" | "degrees" | "keys" | "characters" | "percentile" | "dbfs" | "db" | "luma" | "none";
  scale: number;
}

const share: Spec = { unit: "percent", scale: 100, least: 0, most: 100 };
const seconds: Spec = { unit: "seconds", scale: 1, least: 0, most: 600 };
const luma: Spec = { unit: "luma", scale: 1, least: 0, most: 255 };
const looks: Spec = { unit: "looks", scale: 1, least: 1, most: 20, whole: true };
const db: Spec = { unit: "db", scale: 1, least: 0, most: 60 };

const degrees: Spec = { unit: "degrees", scale: 1, least: 0, most: 90 };
const keys: Spec = { unit: "keys", scale: 1, least: 1, most: 10_000, whole: true };
const percentile: Spec = { unit: "percentile", scale: 1, least: 50, most: 99.9 };

const SPECS: Record<string, Spec> = {
  "camera.dark_mean": luma,
  "camera.dark_spread": luma,
  "several_faces.looks": looks,
  "several_faces.of_looks": looks,
  "microphone.silent_dbfs": { unit: "dbfs", scale: 1, least: -120, most: 0 },
  "microphone.below_check_in_db": db,
  "voices.above_room_db": db,
  "face_absent.score_on": share,
  "face_absent.score_off": share,
  "face_absent.min_height": share,
  "several_faces.score": share,
  "several_faces.min_height": share,
  "voices.speech_probability": share,
  "forbidden_object.phone_score": share,
  "forbidden_object.book_score": share,
  "forbidden_object.laptop_score": share,
  "forbidden_object.keyboard_score": share,
  "forbidden_object.min_height": share,
  "forbidden_object.looks": looks,
  "forbidden_object.of_looks": looks,
  "looking_away.yaw_on": degrees,
  "looking_away.yaw_off": degrees,
  "looking_away.down_on": degrees,
  "looking_away.down_off": degrees,
  "looking_away.up_on": degrees,
  "looking_away.up_off": degrees,
  "looking_away.eyes_on": degrees,
  "looking_away.eyes_off": degrees,
  "lips.movement": share,
  "lips.silent_probability": share,
  "face_mismatch.differs_below": share,
  "face_mismatch.matches_from": share,
  "similar_profile.similar_from": share,
  "keystrokes.learned_keys": keys,
  "keystrokes.least_keys": keys,
  "keystrokes.on_percentile": percentile,
  "keystrokes.off_percentile": percentile,
  "false_camera.still_share": share,
  "false_camera.test_camera": { unit: "none", scale: 1, least: 0, most: 2, whole: true },
  "content_actions.burst_chars": { unit: "characters", scale: 1, least: 2, most: 1000, whole: true },
};

const PLAIN: Spec = { unit: "none", scale: 1, least: -1e6, most: 1e6 };

/** A threshold this page has not heard of is typed as it is stored; names ending in `_s` are seconds everywhere. */
export function specOf(tracker: string, name: string): Spec {
  return SPECS[`${tracker}.${name}`] ?? (name.endsWith("_s") ? seconds : PLAIN);
}
