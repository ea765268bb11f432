/** Signs of the transport, drawn in the colour of their text. They are never the only name of a button. */

const PATHS = {
  play: "M7 4.5v15l12-7.5z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  back: "M12 5V1.5L6.5 6 12 10.5V7a6 6 0 1 1-6 6H4a8 8 0 1 0 8-8z",
  on: "M12 5V1.5L17.5 6 12 10.5V7a6 6 0 1 0 6 6h2a8 8 0 1 1-8-8z",
  previous: "M6 5h2.5v14H6zM20 5v14L9.5 12z",
  next: "M15.500 5H18v14h-2.500zM4 5v14l10.500-7z",
  sound: "M4 9v6h4l5 5V4L8 9zM16 8.500a5 5 0 0 1 0 7zM16 4.500v2a6 6 0 0 1 0 11v2a8 8 0 0 0 0-15z",
  mute: "M4 9v6h4l5 5V4L8 9zM16 9.400 17.400 8 20 10.600 22.600 8 24 9.400 21.400 12 24 14.600 22.600 16 20 13.400 17.400 16 16 14.600 18.600 12z",
  full: "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z",
  leave: "M8 4h2v6H4V8h4zM14 4h2v4h4v2h-6zM4 14h6v6H8v-4H4zM14 14h6v2h-4v4h-2z",
  large: "M3 5h18v14H3zM5 7v10h14V7z",
  beside: "M3 5h8v14H3zM13 5h8v14h-8zM5 7v10h4V7zM15 7v10h4V7z",
  plus: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  minus: "M5 11h14v2H5z",
  keys: "M3 6h18v12H3zM5 8v8h14V8zM7 9.500h2v2H7zM11 9.500h2v2h-2zM15 9.500h2v2h-2zM8 13h8v2H8z",
} as const;

export type Sign = keyof typeof PATHS;

export function Icon({ sign, size = 20 }: { sign: Sign; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="currentColor" fill-rule="evenodd" aria-hidden="true" focusable="false">
      <path d={PATHS[sign]} />
    </svg>
  );
}
