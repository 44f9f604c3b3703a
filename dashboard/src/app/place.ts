// Which board and face this page shows, and how a person moves between them.
import { createContext, useContext } from "react";
import type { BoardGrant, Session } from "../session/api";
import type { Face } from "./router";

export type Place = {
  session: Session;
  board: BoardGrant;
  face: Face;
  chooseBoard: (board: string) => void;
};

export const PlaceContext = createContext<Place | null>(null);

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (place === null) throw new Error("usePlace outside App");
  return place;
}
