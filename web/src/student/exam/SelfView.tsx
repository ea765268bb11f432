import { useState } from "preact/hooks";
import { student as w } from "../../words/student.en.ts";
import { useSession } from "../context.ts";
import { Camera } from "../icons.tsx";
import { Picture } from "../Picture.tsx";
import css from "./exam.module.css";

/** In the bar, where it covers nothing; a click folds it away, for whom their own face distracts. */
export function SelfView() {
  const { devices, sitting } = useSession();
  const [folded, setFolded] = useState(false);
  if (!sitting.sources.camera) return null;
  const stream = devices.live.value.camera ? devices.camera.value : null;
  const label = folded ? w.exam.showPicture : w.exam.hidePicture;
  return (
    <button
      type="button" class={folded ? `${css.self} ${css.folded}` : css.self} aria-label={label} title={label}
      onClick={() => setFolded(!folded)}
    >
      {folded ? <Camera /> : stream ? <Picture stream={stream} label={w.exam.selfView} mirrored /> : <span>{w.exam.noPicture}</span>}
    </button>
  );
}
