import { describe, expect, it } from "vitest";
import { machineSeen, type MachineFacts, PointerPath, rendererOf, signsOf } from "../../src/trackers/kinds/remote_or_virtual.ts";

describe("the name of what draws", () => {
  it("tells a virtual machine or a remote session where it says so", () => {
    const names = {
      virtual: ["SVGA3D; build: RELEASE; LLVM;", "VMware, Inc. SVGA3D", "ANGLE (VirtualBox Graphics Adapter (WDDM))",
        "Parallels Display Adapter (WDDM)", "virgl (AMD Radeon)", "ANGLE (Microsoft, Microsoft Hyper-V Video)", "Apple Paravirtual device"],
      remote: ["ANGLE (Microsoft, Microsoft Remote Display Adapter)", "Citrix Indirect Display Adapter"],
      software: ["llvmpipe (LLVM 15.0.6, 256 bits)", "Google SwiftShader", "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device), SwiftShader driver)",
        "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)", "Apple Software Renderer".replace("Renderer", "Rasterizer")],
      hardware: ["ANGLE (NVIDIA, NVIDIA GeForce GTX 1650 Direct3D11)", "Apple GPU", "Apple M1", "Mali-G78", "Adreno (TM) 650",
        "ANGLE (Intel, Intel(R) UHD Graphics 620 Direct3D11 vs_5_0)", "ANGLE (AMD, Radeon RX 580 Series)"],
      hidden: ["", "Mozilla", "WebKit WebGL"],
    }; // prettier-ignore
    for (const [kind, list] of Object.entries(names)) for (const name of list) expect(rendererOf(name), name).toBe(kind);
    expect(rendererOf(null)).toBe("hidden");
  });
});

describe("a remote or virtual machine", () => {
  const facts = (changes: Partial<MachineFacts>): MachineFacts => ({ renderer: "hardware", colourDepth: 24, pointerJumps: null, ...changes });

  it("is seen by a name that says so", () => {
    expect(machineSeen(facts({ renderer: "virtual" }))).toBe(true);
    expect(machineSeen(facts({ renderer: "remote" }))).toBe(true);
  });

  it("is unknown, not seen, where a computer merely draws without a graphics card or hides its name", () => {
    expect(machineSeen(facts({ renderer: "software" }))).toBeNull();
    expect(machineSeen(facts({ renderer: "hidden" }))).toBeNull();
    expect(signsOf(facts({ renderer: "software" }))).toEqual(["software_display"]);
  });

  it("is no ordinary computer with a card, also when the pointer jumps", () => {
    expect(machineSeen(facts({}))).toBe(false);
    expect(machineSeen(facts({ colourDepth: 30, pointerJumps: true }))).toBe(false);
  });

  it("is seen when two weak signs come together", () => {
    expect(machineSeen(facts({ renderer: "software", pointerJumps: true }))).toBe(true);
    expect(machineSeen(facts({ renderer: "software", colourDepth: 16 }))).toBe(true);
  });
});

describe("the pointer's path", () => {
  const path = (coalesced: number, distance: number, gap = 16, n = 80) => {
    const one = new PointerPath();
    for (let i = 0; i < n; i++) one.add({ at_ms: i * gap, distance, coalesced });
    return one.jumps();
  };

  it("jumps when fast moves come as single positions", () => expect(path(1, 80)).toBe(true));
  it("does not when the device told more than one of them", () => expect(path(3, 80)).toBe(false));
  it("is unknown while the hand is slow, rests, or has hardly moved", () => {
    expect(path(1, 5)).toBeNull();
    expect(path(1, 300, 100)).toBeNull();
    expect(path(1, 80, 16, 20)).toBeNull();
  });
});
