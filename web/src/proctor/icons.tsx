/** Signs in the colour of their text. They are never the only name of anything. */

const PATHS = {
  camera: "M4 6h11a1 1 0 0 1 1 1v3l5-3v10l-5-3v3a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1z",
  noCamera: "M5.700 6H15a1 1 0 0 1 1 1v3l5-3v10l-4-2.400zM3 6.800 4.400 5.400 20 21l-1.400 1.400-4.600-4.600A1 1 0 0 1 13.500 18H4a1 1 0 0 1-1-1z",
  screen: "M3 4h18v13H3zM5 6v9h14V6zM8 19h8v2H8z",
  phone: "M7 2h10v20H7zM9 4v13h6V4zM11 18.500h2v2h-2z",
  chat: "M3 4h18v13H9l-6 4.500z",
  hand: "M7 11V5.500a1.500 1.500 0 0 1 3 0V10h.5V3.500a1.500 1.500 0 0 1 3 0V10h.5V4.500a1.500 1.500 0 0 1 3 0V11h.5V7.500a1.500 1.500 0 0 1 3 0V15c0 4.500-3 7-7 7-3.500 0-5-1.500-6.500-4L2.500 13.500c-.7-1.300 1-2.800 2.300-1.700z",
  slow: "M3 16h3v5H3zM8 12h3v9H8zM14 12l7 7-1.400 1.400-7-7zM19.600 12 21 13.400l-7 7L12.600 19z",
  late: "M12 3a9 9 0 1 0 .01 0zM12 5a7 7 0 1 1-.01 0zM11 7h2v4.500l3.500 2-1 1.700L11 12.700z",
  star: "M12 2.500l2.900 6.200 6.600.8-4.900 4.600 1.300 6.700L12 17.500l-5.900 3.300 1.300-6.700L2.500 9.500l6.600-.8z",
  sound: "M4 9v6h4l5 5V4L8 9zM16 8.500a5 5 0 0 1 0 7zM16 4.500v2a6 6 0 0 1 0 11v2a8 8 0 0 0 0-15z",
  mute: "M4 9v6h4l5 5V4L8 9zM16 9.400 17.400 8 20 10.600 22.600 8 24 9.400 21.400 12 24 14.600 22.600 16 20 13.400 17.400 16 16 14.600 18.600 12z",
  bell: "M12 2a2 2 0 0 1 2 2c3 1 4.500 3.500 4.500 7v4l2 3h-17l2-3v-4c0-3.500 1.500-6 4.500-7a2 2 0 0 1 2-2zM9.500 19.500h5a2.500 2.500 0 0 1-5 0z",
  keys: "M3 6h18v12H3zM5 8v8h14V8zM7 9.500h2v2H7zM11 9.500h2v2h-2zM15 9.500h2v2h-2zM8 13h8v2H8z",
  none: "M12 2a10 10 0 1 0 .01 0zM12 4.500a7.500 7.500 0 0 1 4.600 1.600L6.100 16.600A7.500 7.500 0 0 1 12 4.500zM17.900 7.400A7.500 7.500 0 0 1 7.400 17.900z",
  serious: "M8 2h8l6 6v8l-6 6H8l-6-6V8zM11 6.500v7h2v-7zM11 15.500v2h2v-2z",
  minor: "M12 2.500 23 21.500H1zM11 9v6h2V9zM11 16.500v2h2v-2z",
  hint: "M12 3a9 9 0 1 0 .01 0zM11 7v2h2V7zM11 11v6h2v-6z",
  swap: "M8 3l5 4.500L8 12V9H3V6h5zM16 12v3h5v3h-5v3l-5-4.500z",
  previous: "M15.500 4 17 5.500 10.500 12l6.500 6.500-1.500 1.500-8-8z",
  next: "M8.500 4 7 5.500 13.500 12 7 18.500 8.500 20l8-8z",
  close: "M5.400 4 12 10.600 18.600 4 20 5.400 13.400 12l6.600 6.600-1.400 1.400-6.600-6.600L5.400 20 4 18.600l6.600-6.600L4 5.400z",
  search: "M10 3a7 7 0 0 1 5.600 11.200l5.100 5.100-1.400 1.400-5.100-5.100A7 7 0 1 1 10 3zM10 5a5 5 0 1 0 .01 0z",
  low: "M12 18 4 8h16z",
  middle: "M4 10.500h16v3H4z",
  high: "M12 6l8 10H4z",
} as const;

export type Sign = keyof typeof PATHS;

export function Icon({ sign, size = 16 }: { sign: Sign; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="currentColor" fill-rule="evenodd" aria-hidden="true" focusable="false">
      <path d={PATHS[sign]} />
    </svg>
  );
}
