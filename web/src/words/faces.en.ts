/** Words on faces, for everybody who watches or reviews a session. */

export const shared = {
  photo: "Photo of the check-in",
  other: (name: string) => `${name}, another session`,
  look: "Face in the exam",
  similarity: (percent: string) => `Similarity ${percent}.`,
  show: "Show whom it resembles",
  shownIsNoted: "That you looked is noted.",
  enlarge: "Enlarge",
  close: "Close",
  judge: "If both are one person, confirm this in the review; if not, dismiss it.",
} as const;
