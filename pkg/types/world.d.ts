/** The world's numbering plans as `loadWorldPlan()` reads them. */
export const packed: { text: string; singles: number[]; length: number }
