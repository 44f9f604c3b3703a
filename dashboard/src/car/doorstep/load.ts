// Where the forms of a visit come from. They are not in the first load, and come ahead of their use when a job is there.
export const loadForms = () => import("./VisitForms");
