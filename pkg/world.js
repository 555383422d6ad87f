// @ts-check
/** The numbering plans of the world, as a module of data: bundlers split it off, and only loadWorldPlan() asks for it. */
export { packed } from './dist/world_bytes.js'
