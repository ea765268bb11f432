/** Every tracker that runs in the page. A new one: its file in `kinds/`, its line here, its entry in the catalogue. */

import { camera } from "./kinds/camera";
import { contentActions } from "./kinds/content_actions";
import { environment } from "./kinds/environment";
import { faceAbsent } from "./kinds/face_absent";
import { falseCamera } from "./kinds/false_camera";
import { forbiddenObject } from "./kinds/forbidden_object";
import { fullscreen } from "./kinds/fullscreen";
import { keystrokes } from "./kinds/keystrokes";
import { lips } from "./kinds/lips";
import { lookingAway } from "./kinds/looking_away";
import { microphone } from "./kinds/microphone";
import { pageHidden } from "./kinds/page_hidden";
import { remoteOrVirtual } from "./kinds/remote_or_virtual";
import { screenShare } from "./kinds/screen_share";
import { secondDisplay } from "./kinds/second_display";
import { severalFaces } from "./kinds/several_faces";
import { voices } from "./kinds/voices";
import { windowFocus } from "./kinds/window_focus";
import type { TrackerKind } from "./tracker";

export const TRACKERS: readonly TrackerKind[] = [
  environment,
  pageHidden,
  windowFocus,
  fullscreen,
  camera,
  faceAbsent,
  lookingAway,
  severalFaces,
  keystrokes,
  microphone,
  voices,
  screenShare,
  secondDisplay,
  forbiddenObject,
  falseCamera,
  contentActions,
  remoteOrVirtual,
  lips,
];
