import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { collectNotices } from './actions/collect-notices.ts'
import { forgetChats } from './actions/forget-chats.ts'
import { sendDue } from './actions/send-due.ts'
import { createBotApi } from './bot-api.ts'

export const telegramJobs = (deps: Deps): Job[] => {
  const config = deps.config.telegram
  const api = config === undefined ? null : createBotApi(config)
  return [
    {
      name: 'telegram.tell',
      cron: '* * * * *',
      async run() {
        if (api === null) return
        await collectNotices(deps)
        await sendDue(deps, api)
      },
    },
    {
      name: 'telegram.forget',
      cron: '27 21 * * *',
      run: (_payload, now) => forgetChats(deps, now),
    },
  ]
}
