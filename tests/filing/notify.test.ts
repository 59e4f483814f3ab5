import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ComplaintEvent, changeComplaint, complaintPaths } from '../../src/features/complaints/index.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import type { Lang } from '../../src/platform/i18n/texts.ts'
import { castNow } from '../support/cast.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { locationOf, residentOf, tokenIn } from './resident.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

type Filed = { id: number; number: string; link: string }

async function file(text: string, fields: Record<string, string>, lang: Lang = 'ru'): Promise<Filed> {
  portal.setNow(castNow)
  const resident = residentOf(portal, { lang })
  const check = await resident.reachCheck({ text, category: 'potholes', address: 'Абай көшесі, 10 <b>' })
  portal.setNow('2026-03-11T07:05:00Z')
  const filed = locationOf(await resident.send(check, fields))
  const { id, number } = await portal.deps.db.complaint.findFirstOrThrow({ where: { text } })
  return { id, number, link: `http://portal.test${complaintPaths.mine(lang, 'synaqqala', tokenIn(filed))}` }
}

const notify = async (complaintId: number, seq: number) => {
  const job = portal.jobs.get('complaints.notify')
  if (!job) throw new Error('no such job')
  await job.run({ complaintId, seq }, portal.deps.now())
}

type Sent = { file: string; headers: string; text: string; html: string }

/** The mails written so far, decoded. */
async function mails(): Promise<Sent[]> {
  const folder = path.join(portal.deps.config.dataDir, 'mail')
  const names = await readdir(folder).catch((): string[] => [])
  return Promise.all(
    names.sort().map(async (file) => {
      const raw = await readFile(path.join(folder, file), 'utf8')
      const [headers = '', ...parts] = raw.split(/\n--[-_=.\w]+\n/)
      const decoded = parts.map(decodePart)
      return { file, headers, text: decoded[0] ?? '', html: decoded[1] ?? '' }
    }),
  )
}

function decodePart(part: string): string {
  const [head = '', ...body] = part.split('\n\n')
  const content = body.join('\n\n').replace(/\n--[-_=.\w]+--\s*$/, '')
  if (/base64/.test(head)) return Buffer.from(content, 'base64').toString('utf8')
  const bytes = content
    .replaceAll(/=\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

const decodedSubject = (headers: string) =>
  (/^Subject: ([\s\S]*?)\n(?=\S)/m.exec(headers)?.[1] ?? '')
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, way: string, words: string) =>
      way.toUpperCase() === 'B'
        ? Buffer.from(words, 'base64').toString('utf8')
        : decodePart(`x\n\n${words.replaceAll('_', ' ')}`),
    )

const mailOf = async ({ number }: Filed, seq: number): Promise<Sent> => {
  const found = (await mails()).find(({ file }) => file === `complaint.${number}.${seq}.eml`)
  if (!found) throw new Error(`no mail ${number}.${seq}`)
  return found
}

const staff = () => ({
  kind: 'staff' as const,
  staffId: portal.cast.staff.executor,
  officeId: portal.cast.offices.roads,
})

/** Something that the office does, written as the desk writes it. Returns its place in the activity. */
async function happen({ id }: Filed, event: Omit<ComplaintEvent, 'at' | 'actor'>): Promise<number> {
  const at = portal.deps.now().epochMilliseconds
  const state = await inTransaction(portal.deps.db, (tx) =>
    changeComplaint(tx, { complaintId: id }, () => [{ ...event, at, actor: staff() } as ComplaintEvent]),
  )
  return state.version
}

describe('mails to the resident', () => {
  test('the receipt: number, secret link, office and day, as text and as HTML', async () => {
    const filed = await file('Яма на дороге & рядом ещё одна <огромная>', { email: 'Aigul@mail.ru' })
    await notify(filed.id, 1)
    const mail = await mailOf(filed, 1)
    const shown = `${filed.number.slice(0, 4)}-${filed.number.slice(4, 8)}-${filed.number.slice(8)}`
    expect(mail.headers).toContain('To: aigul@mail.ru')
    expect(mail.headers).toContain(`Message-ID: <complaint.${filed.number}.1@portal.test>`)
    expect(decodedSubject(mail.headers)).toBe(`Обращение ${shown} принято`)
    expect(mail.text).toContain(`Номер: ${shown}`)
    expect(mail.text).toContain('Кто отвечает: Управление: Дороги')
    expect(mail.text).toContain('Срок ответа: 6 апреля 2026')
    expect(mail.text).toContain(`Открыть моё обращение:\n${filed.link}`)
    expect(mail.text).toContain('Яма на дороге & рядом ещё одна <огромная>')
    expect(mail.html).toContain('рядом ещё одна &lt;огромная&gt;')
    expect(mail.html).toContain(`<a href="${filed.link}">`)
    expect(mail.html).toContain('Абай көшесі, 10 &lt;b&gt;')
    // The link opens the complaint.
    expect((await residentOf(portal).get(`${new URL(filed.link).pathname}/filed`)).status).toBe(200)
  })

  test('repeated, it is the same message', async () => {
    const filed = await file('Повторённое задание очереди', { email: 'aigul@mail.ru' })
    await notify(filed.id, 1)
    const before = await mailOf(filed, 1)
    await notify(filed.id, 1)
    const after = await mailOf(filed, 1)
    expect((await mails()).filter(({ file }) => file.includes(filed.number))).toHaveLength(1)
    expect(/Message-ID: .*/.exec(after.headers)?.[0]).toBe(/Message-ID: .*/.exec(before.headers)?.[0])
    expect(after.text).toBe(before.text)
  })

  test('in the language of the answer, and in English to who wrote English', async () => {
    const kk = await file(
      'Жолда үлкен шұңқыр бар, көлік өте алмайды',
      { email: 'a@mail.ru', replyLang: 'kk' },
      'kk',
    )
    await notify(kk.id, 1)
    const kazakh = await mailOf(kk, 1)
    expect(kazakh.text).toContain('Рахмет. Өтінішіңіз қабылданды')
    expect(kazakh.text).toContain(kk.link)
    expect(kazakh.html).toContain('<html lang="kk">')
    const en = await file(
      'There is a deep hole in the road here',
      { email: 'a@mail.ru', replyLang: 'ru' },
      'en',
    )
    await notify(en.id, 1)
    expect((await mailOf(en, 1)).text).toContain('Thank you. Your report is accepted')
  })

  test('question, plan, answer, refusal, transfer: the words of the office and what to do', async () => {
    const filed = await file('Все события по очереди приходят', { email: 'aigul@mail.ru' })
    await happen(filed, { kind: 'accepted', payload: {} })
    const asked = await happen(filed, { kind: 'asked', payload: { text: 'У какого подъезда?', lang: 'ru' } })
    await notify(filed.id, asked)
    const question = await mailOf(filed, asked)
    expect(question.text).toContain('Вопрос ведомства:\nУ какого подъезда?')
    expect(question.text).toContain(`Ответить ведомству:\n${filed.link}`)
    const plan = await happen(filed, {
      kind: 'planned',
      payload: { text: 'Поставим в план', lang: 'ru', plannedOn: '2026-04-20' },
    })
    await notify(filed.id, plan)
    expect((await mailOf(filed, plan)).text).toContain('20 апреля 2026')
    const due = { dueOn: '2026-04-10', dueAt: Date.parse('2026-04-10T18:59:59Z'), calendar: 'kz' }
    const moved = await happen(filed, {
      kind: 'transferred',
      payload: {
        ...due,
        fromOfficeId: portal.cast.offices.roads,
        toOfficeId: portal.cast.offices.housing,
        reason: 'Двор жилого дома',
        late: false,
      },
    })
    await notify(filed.id, moved)
    expect((await mailOf(filed, moved)).text).toContain('Управление: Жильё. Срок ответа: 10 апреля 2026')
    const answered = await happen(filed, {
      kind: 'answered',
      payload: { text: 'Яма заделана.\nСпасибо!', lang: 'ru', outcome: 'solved', photos: [] },
    })
    await notify(filed.id, answered)
    const answer = await mailOf(filed, answered)
    expect(answer.text).toContain('Итог: Решено')
    expect(answer.text).toContain('В течение 14 дней после ответа')
    expect(answer.html).toContain('Яма заделана.<br>Спасибо!')

    const other = await file('Просят невозможного в этот раз', { email: 'aigul@mail.ru' })
    const refused = await happen(other, {
      kind: 'refused',
      payload: { text: 'Это частный спор', lang: 'ru', ground: 'private_matter' },
    })
    await notify(other.id, refused)
    const refusal = await mailOf(other, refused)
    expect(refusal.text).toContain('Основание: Спор между частными лицами, рассматривается судом')
    expect(refusal.text).toContain('статьи 91 и 92 АППК')
  })

  test('nothing for what is no news, for who left no address, for what is not there', async () => {
    const count = (await mails()).length
    const silent = await file('Почту оставлять не буду никогда', {})
    await notify(silent.id, 1)
    const known = await file('Почта есть, новостей нет совсем', { email: 'aigul@mail.ru' })
    await notify(known.id, 2)
    await notify(known.id, 99)
    await expect(notify(Number.NaN, 1)).rejects.toThrow()
    expect(await mails()).toHaveLength(count)
  })

  test('a held complaint says so in the receipt', async () => {
    const filed = await file('Видео лежит на www.example.kz/video', { email: 'aigul@mail.ru' })
    await notify(filed.id, 1)
    expect((await mailOf(filed, 1)).text).toContain('До публикации обращение посмотрит модератор')
  })

  test('the job itself carries no secret', async () => {
    const filed = await file('Что лежит в очереди заданий', { email: 'secret@mail.ru' })
    const { rows } = await portal.deps.pool.query<{ data: object }>(
      `SELECT data FROM pgboss.job WHERE name = 'complaints.notify' AND (data->>'complaintId')::int = $1`,
      [filed.id],
    )
    expect(rows.map(({ data }) => data)).toEqual([{ complaintId: filed.id, seq: 1 }])
  })
})
