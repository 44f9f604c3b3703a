// English of a crew's acts by their names, and of what was not taken: in the tablet's first load.
import type { Command } from "../live/protocol.gen";

export const acts = {
  name: {
    start_shift: "Start shift",
    end_shift: "End shift",
    take_break: "Take a break",
    end_break: "End the break",
    change_crew: "Change crew",
    offer_next: "Take the next job",
    check_in: "We are well",
    raise_sos: "SOS",
    end_sos: "End SOS",
    acknowledge_offer: "Acknowledge",
    decline_offer: "Decline",
    go_en_route: "En route",
    arrive_at_scene: "At scene",
    resume_car: "Resumed",
    confirm_recall: "We are clear",
    add_note: "Note",
    record_contact: "Contact",
    record_risk: "Risk",
    record_safety_plan: "Safety plan",
    record_consent: "Consent",
    draft_referral: "Referral",
    record_welfare: "Children and welfare",
    record_hazards: "Hazards",
    record_outcome: "Outcome",
    request_escalation: "Police asked for",
    take_second_step: "Rang against the rule",
  } as Partial<Record<Command["type"], string>>,
  other: "Another act",
  note: "Note",

  banner: {
    title: (count: number): string => (count === 1 ? "1 act was not taken" : `${count} acts were not taken`),
    first: (act: string, why: string): string => `${act}: ${why}`,
    words: "Nothing that you wrote is lost.",
    open: "See what to do",
  },
};
