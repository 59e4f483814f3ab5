import { loadConfig } from './config.ts'
import { loginSentences, seed } from './seed.ts'
import { createPortal } from './start.ts'
import { runUntilSignal } from './until-signal.ts'

const say = (sentence: string) => console.log(sentence)

await runUntilSignal(() => {
  const portal = createPortal(loadConfig(), { say, seed: (deps) => seed(deps, say) })
  return {
    stop: portal.stop,
    abort: portal.abort,
    async start() {
      const { address, place, deps } = await portal.start()
      say(`Ashyq Qala is ready: ${address}`)
      say(`For staff:           ${address}/staff`)
      say(`Data:                ${place}`)
      for (const sentence of await loginSentences(deps)) say(sentence)
      say('Ctrl-C stops it.')
    },
  }
})
