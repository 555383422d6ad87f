export * from './validate.js'
export * from './clients.js'
export * from './rows.js'
export * from './seamless.js'
