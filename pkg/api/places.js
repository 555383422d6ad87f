// @ts-check
/** Codes of countries and states, for whoever offers a choice of them. */

/** @param {() => any} core @returns {() => string[]} */
export const makeCountries = (core) => () => core().countries().split(' ')
/** @param {() => any} core @returns {(country: string) => string[]} */
export const makeStates = (core) => (country) => core().states(String(country)).split(' ').filter(Boolean)
