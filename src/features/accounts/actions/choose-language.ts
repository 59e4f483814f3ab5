import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'

/** The language of a person's staff pages, on every device, and of mails to them. */
export async function chooseLanguage(
  { db }: Pick<Deps, 'db'>,
  { staffId, lang }: { staffId: number; lang: Lang },
): Promise<void> {
  await db.staff.updateMany({ where: { id: staffId }, data: { lang } })
}
