// Who works at the fictional Fellside, and whom the calls are about. Names are canaries: rare enough to be searched for.

export const PASSWORD = "beck-and-fell-2026";

export type Username = "hawthorn" | "rowan" | "crew" | "crew2" | "desk" | "inspector" | "coordinator" | "keeper";
type Staff = { username: Username; name: string; roles: string; car?: string };

export const STAFF: readonly Staff[] = [
  { username: "hawthorn", name: "Ada Hawthorn", roles: "support_worker" },
  { username: "rowan", name: "Bram Rowan", roles: "support_worker" },
  { username: "crew", name: "Curlew and Dunlin, FS01", roles: "crew", car: "car-1" },
  { username: "crew2", name: "Plover and Godwit, FS02", roles: "crew", car: "car-2" },
  { username: "desk", name: "Eider Fulmar, desk", roles: "control_room" },
  { username: "inspector", name: "Insp. Gannet Heron", roles: "inspector" },
  { username: "coordinator", name: "Ibis Jackdaw", roles: "coordinator" },
  { username: "keeper", name: "Jay Kestrel", roles: "data_protection" },
];

export function nameOf(username: Username): string {
  return STAFF.find((each) => each.username === username)?.name ?? username;
}

/** One victim with everything that must stay in the file. */
export const VICTIM = {
  name: "Zinnia Quartzwell",
  phone: "07700 900457",
  address: "19 Quillstone Row, Fellgate",
  note: "ASLEEP BY NINE, SISTER IS NEXT DOOR",
} as const;
export const SUSPECT = { name: "Orrin Flintmoor", note: "HUSBAND, WORKS NIGHTS" } as const;
export const REMARK = "INFT WHISPERING, SAYS HE HAS HER CAR KEYS";

/** Words that may be seen only with the file open. */
export const PERSONAL: readonly string[] = [VICTIM.name, "Quartzwell", VICTIM.phone, VICTIM.phone.replace(" ", ""), "Quillstone", VICTIM.note, SUSPECT.name, "Flintmoor", SUSPECT.note, REMARK];
