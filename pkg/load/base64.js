// @ts-check
/** Bytes as base64, where reading them fast matters more than how many they are: a server's first call waits for them. */

/**
 * @param {string} packed
 * @returns {Uint8Array<ArrayBuffer>}
 */
export const unpack = (packed) =>
  typeof Buffer === 'function' ? new Uint8Array(Buffer.from(packed, 'base64')) : Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))
