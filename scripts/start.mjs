// @ts-check
/** `npm start`: set-up, build, then the sandbox and the demo shop. PORT and HOST choose where. */
import { build } from './build.mjs'
import { setUp } from './setup.mjs'
import { Failure, command } from './tools.mjs'

await command(async () => {
  setUp()
  await build()
  const { start } = await import('../www/server.mjs')
  const { url } = await start({ port: Number(process.env.PORT || 4010), host: process.env.HOST }).catch((error) => {
    throw new Failure(error.message)
  })
  console.log(`✓ ready: the demo shop on ${url}, CinetPay simulated on the same address (POST ${url}/v2/payment). Ctrl-C ends it.`)
})
