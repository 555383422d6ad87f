// @ts-check
/** What a module costs that has nothing in it: the floor of a cold start. */
export const answer = false
