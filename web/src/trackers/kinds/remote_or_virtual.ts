/**
 * v1: signs of remote control or of a virtual machine. Only names that say so count by themselves. What honest computers
 * show, too (drawing without a graphics card, few colours, a pointer that jumps), counts when two come together.
 */

import { type Answer, tracker } from "../tracker";

/** Display drivers of virtual machines and remote sessions, as WebGL names them. */
const MACHINES: readonly (readonly [pattern: RegExp, kind: "virtual" | "remote"])[] = [
  [/vmware|svga3d/i, "virtual"],
  [/virtualbox|\bvbox/i, "virtual"],
  [/parallels/i, "virtual"],
  [/hyper-?v\b/i, "virtual"],
  [/\bvirgl|\bvirtio|\bqxl\b|\bqemu|red hat/i, "virtual"],
  [/\bapple paravirtual/i, "virtual"],
  [/remote display adapter|\brdp(udd|dd)?\b|citrix|teradici|\bdcv\b|amazon workspaces/i, "remote"],
];
const SOFTWARE = /llvmpipe|softpipe|swiftshader|swrast|software rasterizer|microsoft basic render|gdi generic/i;
/** Browsers that hide the name give one of these instead. */
const HIDDEN = /^$|^mozilla$|^webkit webgl$|^generic renderer$/i;

export type Renderer = "virtual" | "remote" | "software" | "hardware" | "hidden";

export function rendererOf(name: string | null): Renderer {
  if (name === null || HIDDEN.test(name.trim())) return "hidden";
  const machine = MACHINES.find(([pattern]) => pattern.test(name));
  return machine ? machine[1] : SOFTWARE.test(name) ? "software" : "hardware";
}

export interface MachineFacts {
  renderer: Renderer;
  colourDepth: number;
  pointerJumps: boolean | null;
}

type Sign = "virtual_display" | "remote_display" | "software_display" | "few_colours" | "pointer_jumps";

const NAMED: Partial<Record<Renderer, Sign>> = {
  virtual: "virtual_display", remote: "remote_display", software: "software_display",
}; // prettier-ignore
const FULL_COLOUR = 24; // bits a pixel; remote sessions save some

export function signsOf({ renderer, colourDepth, pointerJumps }: MachineFacts): Sign[] {
  const named = NAMED[renderer];
  return [
    ...(named ? [named] : []),
    ...(colourDepth < FULL_COLOUR ? ["few_colours" as const] : []),
    ...(pointerJumps ? ["pointer_jumps" as const] : []),
  ];
}

/** A graphics card's own name speaks for an ordinary computer; without one nothing is known. */
export function machineSeen(facts: MachineFacts): Answer {
  if (facts.renderer === "virtual" || facts.renderer === "remote") return true;
  if (signsOf(facts).length >= 2) return true;
  return facts.renderer === "hardware" ? false : null;
}

export interface Move {
  at_ms: number;
  distance: number; // px since the move before
  /** How many positions of the device the browser has put together in this one event. */
  coalesced: number;
}

const FAST_PX_MS = 1.5; // so fast a hand's mouse reports several positions a frame
const LONGEST_GAP_MS = 60; // a longer gap is a hand that rested
const LEAST_FAST = 60;
const MOST_FAST = 200;
const JUMPING_SHARE = 0.95;

/** Remote control sends positions one by one over a line: fast moves come as single jumps, nearly always. */
export class PointerPath {
  private last: number | null = null;
  private fast: boolean[] = [];

  add({ at_ms, distance, coalesced }: Move): void {
    const gap = this.last === null ? Number.POSITIVE_INFINITY : at_ms - this.last;
    this.last = at_ms;
    if (gap <= 0 || gap > LONGEST_GAP_MS || distance / gap < FAST_PX_MS) return;
    this.fast.push(coalesced <= 1);
    if (this.fast.length > MOST_FAST) this.fast.shift();
  }

  /** null: not enough fast moves to tell. */
  jumps(): boolean | null {
    if (this.fast.length < LEAST_FAST) return null;
    return this.fast.filter(Boolean).length / this.fast.length >= JUMPING_SHARE;
  }
}

/** Null where WebGL is off or the browser keeps the name to itself. */
function rendererName(): string | null {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl");
  if (!gl) return null;
  const more = gl.getExtension("WEBGL_debug_renderer_info"); // Firefox from 92 names it in RENDERER alone, Safari nowhere
  const name: unknown = gl.getParameter(more ? more.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension("WEBGL_lose_context")?.loseContext(); // a page may have few contexts
  return typeof name === "string" ? name : null;
}

/** A remote session that begins later changes the display: then the name is asked for anew. */
class Display {
  private key = "";
  private name: string | null = null;

  look(): { renderer: Renderer; name: string | null } {
    const key = `${screen.width}x${screen.height}x${screen.colorDepth}`;
    if (key !== this.key) this.name = rendererName();
    this.key = key;
    return { renderer: rendererOf(this.name), name: this.name };
  }
}

const NAME_LONGEST = 200;

function followPointer(path: PointerPath): () => void {
  const follow = (event: PointerEvent) => {
    if (!event.isTrusted || event.pointerType !== "mouse" || !event.getCoalescedEvents) return; // Safari counts none
    const distance = Math.abs(event.movementX) + Math.abs(event.movementY);
    path.add({ at_ms: event.timeStamp, distance, coalesced: event.getCoalescedEvents().length });
  };
  addEventListener("pointermove", follow, { passive: true });
  return () => removeEventListener("pointermove", follow);
}

export const remoteOrVirtual = tracker({
  name: "remote_or_virtual",
  parameters: {},
  canRun: () => true,
  watch() {
    const [path, display] = [new PointerPath(), new Display()];
    let detail = {};
    return {
      moment() {
        const { renderer, name } = display.look();
        const facts = { renderer, colourDepth: screen.colorDepth, pointerJumps: path.jumps() };
        detail = { signs: signsOf(facts), renderer: name?.slice(0, NAME_LONGEST) };
        return machineSeen(facts);
      },
      detail: () => detail,
      end: followPointer(path),
    };
  },
});
