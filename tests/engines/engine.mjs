// @ts-check
/** The browser that GUICHET_ENGINE names, driven through WebDriver. */
import { Builder } from 'selenium-webdriver'
import { ENGINES, startDriver } from '../../scripts/engines.mjs'

export const PATIENCE = 10_000

export const startEngine = async () => {
  const engine = ENGINES[process.env.GUICHET_ENGINE ?? 'chromium']
  const driver = await startDriver(engine)
  const browser = await new Builder().usingServer(driver.url).withCapabilities(engine.find() ?? {}).build()
  await browser.manage().setTimeouts({ script: PATIENCE })
  return {
    title: engine.title,
    browser,
    close: async () => {
      await browser.quit().catch(() => {})
      driver.stop()
    },
  }
}
