import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { mailsToAddress } from '../asking.ts'
import { followingPaths, topicPaths } from '../paths.ts'
import { beginRequest } from '../requests.ts'
import type { Cadence } from '../rules.ts'

export type TopicRequest = {
  cityId: number
  slug: string
  lang: Lang
  topic: string
  email: string
  cadence?: Cadence
}

/**
 * Begins a subscription for somebody who has given an address in a form of another feature: a code is mailed. Answers
 * the address of the page that asks for it; when too many mails were asked for to this address, of the page where the
 * topic is followed.
 */
export async function startTopicRequest(
  deps: Deps,
  { cityId, slug, lang, topic, email, cadence = 'now' }: TopicRequest,
): Promise<string> {
  if ((await mailsToAddress(deps)(email)) > 0) return topicPaths.follow(lang, slug, topic)
  const { token } = await beginRequest(deps, {
    cityId,
    lang,
    email,
    act: { kind: 'subscribe', about: { topic }, cadence },
  })
  return followingPaths.confirm(lang, slug, token)
}
