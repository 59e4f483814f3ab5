import { loadConfig } from './config.ts'
import { createPortal } from './start.ts'
import { runUntilSignal } from './until-signal.ts'

const say = (sentence: string) => console.log(sentence)
/** Knows every feature, and is read when the database has been started. */
const planting = () => import('./seed.ts')

await runUntilSignal(() => {
  const portal = createPortal(loadConfig(), {
    say,
    seed: async (deps) => (await planting()).seed(deps, say),
  })
  return {
    stop: portal.stop,
    abort: portal.abort,
    async start() {
      const { address, place, deps } = await portal.start()
      say(`Ashyq Qala is ready: ${address}`)
      say(`For staff:           ${address}/staff`)
      say(`Data:                ${place}`)
      const { loginSentences } = await planting()
      for (const sentence of await loginSentences(deps)) say(sentence)
      say('Ctrl-C stops it.')
    },
  }
})
