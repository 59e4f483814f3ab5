import type { Link } from '../../../platform/http/parts.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'

/**
 * Plain links to messengers and networks, in the order of how many people here use them (domain.md G1); no script of
 * theirs, and they are not told where the reader came from.
 * @param url absolute address of the page
 * @param text the sentence that goes along
 */
export function shareLinks(url: string, text: string, t: Translate): Link[] {
  const [said, address] = [encodeURIComponent(text), encodeURIComponent(url)]
  const both = `${said}%20${address}`
  return [
    { href: `https://wa.me/?text=${both}`, label: t('share:to.whatsapp') },
    { href: `https://t.me/share/url?url=${address}&text=${said}`, label: t('share:to.telegram') },
    { href: `https://vk.com/share.php?url=${address}&title=${said}`, label: t('share:to.vk') },
    { href: `https://connect.ok.ru/offer?url=${address}&title=${said}`, label: t('share:to.ok') },
    { href: `viber://forward?text=${both}`, label: t('share:to.viber') },
  ]
}
