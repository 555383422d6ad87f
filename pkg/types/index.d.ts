export * from './validate.js'
export * from './clients.js'
