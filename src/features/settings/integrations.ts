import type { Deps } from '../../platform/deps.ts'

/** What outside the portal it works with. No secret is in here; addresses are host names. */
export type Integration = {
  name: 'mail' | 'telegram' | 'signIn' | 'files'
  isOn: boolean
  /** Host or folder; null where there is none. */
  place: string | null
  /** Milliseconds UTC; null: not known. */
  doneAt: number | null
  failedAt: number | null
  /** Variables of the environment that set it. */
  variables: string[]
}

/** Queues whose jobs are mails, and those that speak with Telegram. */
const mailQueues = [
  ...['settings.test-mail', 'accounts.notice', 'accounts.link', 'complaints.notify', 'complaints.term-mail'],
  ...['complaints.digest-mail', 'following.send', 'moderation.tell'],
]
const telegramQueues = ['telegram.tell']

export async function integrationsOf({
  config,
  jobs,
}: Pick<Deps, 'config' | 'jobs'>): Promise<Integration[]> {
  const [mail, telegram] = await Promise.all([jobs.outcomes(mailQueues), jobs.outcomes(telegramQueues)])
  const unknown = { doneAt: null, failedAt: null }
  return [
    {
      ...{ name: 'mail', isOn: config.smtpUrl !== undefined, place: hostOf(config.smtpUrl) },
      ...mail,
      variables: ['SMTP_URL', 'PUBLIC_URL'],
    },
    {
      ...{ name: 'telegram', isOn: config.telegram !== undefined, place: hostOf(config.telegram?.apiRoot) },
      // Without a bot the job of each minute does nothing.
      ...(config.telegram === undefined ? unknown : telegram),
      variables: ['TELEGRAM_TOKEN', 'TELEGRAM_WEBHOOK'],
    },
    {
      ...{ name: 'signIn', isOn: config.oidc !== undefined, place: hostOf(config.oidc?.issuer) },
      ...unknown,
      variables: ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
    },
    {
      ...{ name: 'files', isOn: true, place: hostOf(config.s3?.endpoint), ...unknown },
      variables: ['DATA_DIR', 'S3_ENDPOINT', 'S3_BUCKET'],
    },
  ]
}

const hostOf = (address: string | undefined): string | null =>
  address === undefined ? null : (URL.parse(address)?.host ?? null)
