import type { Feature } from '../../platform/http/route.ts'
import { telegramJobs } from './jobs.ts'
import { telegramService } from './service.ts'
import { telegramWebhooks } from './webhook.ts'

export const telegram: Feature = {
  name: 'telegram',
  jobs: telegramJobs,
  services: telegramService,
  webhooks: telegramWebhooks,
}
