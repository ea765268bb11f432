import { describe, expect, it } from "vitest";
import {
  copyName, newTemplateForm, STEPS, type TemplateForm, templateBody, templateFaults, templateForm, toggled, versionForgotten,
} from "../../src/state/organizer/template.ts";
import { changed, groupsOf, startForm, trackerBody, trackerFaults, type TrackerInfo } from "../../src/state/organizer/tracker.ts";
import wire from "../../src/wire/catalogue.json";

const trackers = wire.trackers as TrackerInfo[];
const settings = {
  steps: ["rules", "equipment"], sources: { camera: true, microphone: true, screen: true, fullscreen: true, phone: true, stills: true },
  tools: ["chat"], may_go_without: [], trackers: Object.fromEntries(trackers.map((info) => [info.name, info.defaults])), rules: "No notes.", rules_version: "1", review_below: 70, contact: "",
};
const catalogue = { trackers, settings };
const info = (name: string) => trackers.find((one) => one.name === name) as TrackerInfo;
const fresh = (patch: Partial<TemplateForm> = {}): TemplateForm => ({ ...newTemplateForm(catalogue), name: "Strict", ...patch });

describe("a template", () => {
  it("begins with the start values of the catalogue and needs but a name", () => {
    expect(templateFaults(newTemplateForm(catalogue)).map((fault) => fault.where)).toEqual(["name"]);
    expect(templateFaults(fresh())).toEqual([]);
  });

  it("comes through the form unchanged", () => {
    expect(templateBody(templateForm("Strict", settings, catalogue))).toEqual({ name: "Strict", settings });
  });

  it("that was saved before a tracker existed has it off, ready with its start values", () => {
    const { voices: _, ...older } = settings.trackers;
    const form = templateForm("Old", { ...settings, trackers: older }, catalogue);
    expect(form.trackers.voices).toEqual({ ...startForm(info("voices")), on: false });
  });

  it("needs a text for the rules only when they are a step", () => {
    const places = (patch: Partial<TemplateForm>) => templateFaults(fresh(patch)).map((fault) => fault.where);
    expect(places({ rules: " " })).toEqual(["settings.rules"]);
    expect(places({ rules: " ", steps: ["equipment"] })).toEqual([]);
    expect(places({ version: "", reviewBelow: "101" })).toEqual(["settings.review_below", "settings.rules_version"]);
  });

  it("asks for a new version when the rules were changed, not for spaces around them", () => {
    const saved = fresh();
    expect(versionForgotten(fresh({ rules: "No phones." }), saved)).toBe(true);
    expect(versionForgotten(fresh({ rules: "No phones.", version: "2" }), saved)).toBe(false);
    expect(versionForgotten(fresh({ rules: " No notes.\n" }), saved)).toBe(false);
  });

  it("keeps the order of the steps however they are switched", () => {
    expect(toggled(STEPS, ["equipment"], "rules", true)).toEqual(["rules", "equipment"]);
    expect(toggled(STEPS, ["rules", "equipment"], "rules", false)).toEqual(["equipment"]);
  });

  it("is copied under a name that is free", () => {
    expect(copyName("Strict", ["Strict"])).toBe("Strict (copy)");
    expect(copyName("Strict", ["Strict", "Strict (copy)"])).toBe("Strict (copy 2)");
  });
});

describe("a tracker of a template", () => {
  it("is typed in percent and kept as a share, without the digits of binary fractions", () => {
    const form = startForm(info("several_faces"));
    expect([form.fill, form.parameters.min_height]).toEqual(["80", "6"]);
    const body = trackerBody("several_faces", { ...form, fill: "7", parameters: { ...form.parameters, score: "70" } });
    expect([body.fill, body.parameters.score]).toEqual([0.07, 0.7]);
  });

  it("names a number out of bounds by its place, thresholds too", () => {
    const form = startForm(info("several_faces"));
    const bad = { ...form, weight: "11", raise: "", fill: "5", parameters: { ...form.parameters, looks: "2.5", score: "101" } };
    const at = (rest: string) => `settings.trackers.several_faces.${rest}`;
    expect(trackerFaults("several_faces", bad).map((fault) => fault.where).sort()).toEqual(
      [at("fill"), at("parameters.looks"), at("parameters.score"), at("raise_s"), at("weight")].sort(),
    );
  });

  it("is changed by another number, not by another way to write it or by being off", () => {
    const form = startForm(info("voices"));
    expect(changed({ ...form, raise: "2.0" }, info("voices"))).toBe(false);
    expect(changed({ ...form, on: false }, info("voices"))).toBe(false);
    expect(changed({ ...form, alert: false }, info("voices"))).toBe(true);
    expect(changed({ ...form, weight: "0" }, info("voices"))).toBe(true);
  });

  it("stands under what it needs, once, and no group is empty", () => {
    const groups = groupsOf(trackers);
    expect(groups.flatMap((group) => group.trackers)).toHaveLength(trackers.length);
    expect(groups.every((group) => group.trackers.length > 0)).toBe(true);
    expect(groups[0]?.needs).toBe("camera");
  });
});
