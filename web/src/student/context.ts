/** Hands the journey down to the components. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Journey } from "../state/student/journey.ts";
import type { Session } from "../state/student/session.ts";

export const JourneyContext = createContext<Journey | null>(null);

export function useJourney(): Journey {
  return useContext(JourneyContext) as Journey;
}

/** Only where there is one: in every stage but "loading" and "fault". */
export function useSession(): Session {
  return useJourney().session.value as Session;
}
