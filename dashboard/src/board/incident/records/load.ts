// Where the records' forms come from. They are not in the first load, and come when an incident is opened.
export const loadForms = () => import("./Forms");
