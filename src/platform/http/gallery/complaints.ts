import type { ComplaintCard, TimelineEntry } from '../parts.ts'
import { asPicture } from './charts.ts'
import { longOffice, type Sections, section, wideSection } from './section.ts'

export function complaints(): Sections {
  const picture = { src: asPicture('#7a7f86'), alt: 'Жолдағы шұңқыр', width: 400, height: 300 }
  const after = { src: asPicture('#8fae93'), alt: 'Жөнделген жол', width: 400, height: 300 }
  const card: ComplaintCard = {
    href: '#',
    title: 'Жолдағы шұңқырлар · Қазақстан көшесі',
    icon: 'construction',
    place: 'Қазақстан көшесі, 71',
    date: { iso: '2026-11-03T10:12:00+05:00', text: '2026 ж. 3 қараша' },
    number: '2611-0483-1725',
    supporters: '12',
    level: 3,
    tag: { label: 'Орындалуда', tone: 'info', icon: 'hammer' },
    deadline: { text: '3 жұмыс күніне кешікті', tone: 'danger', icon: 'triangle-alert' },
    photo: picture,
  }
  const entry: TimelineEntry = {
    at: { iso: '2026-11-04T11:20:00+05:00', text: '2026 ж. 4 қараша, 11:20' },
    title: 'Қабылданды',
    icon: 'circle-check',
    tone: 'info',
    by: longOffice,
  }
  return [
    section('card', card, {
      ...card,
      photo: null,
      deadline: null,
      tag: { label: 'Шешілгені расталды', tone: 'success', icon: 'badge-check' },
      title: 'Қоқыс шығарылмайды · Защита шағын ауданы, 12 және 14-үйлердің ауласы',
    }),
    section('photos', { photos: [picture, { ...after, caption: '12 қарашада түсірілген', href: '#' }] }),
    wideSection('before-after', { before: picture, after }),
    section('answer', {
      title: 'Ресми жауап',
      level: 3,
      office: longOffice,
      position: 'Бөлім басшысының орынбасары',
      text: 'Шұңқыр 11 қарашада жөнделді.\nКепілдік — 3 жыл.',
      date: { iso: '2026-11-12', text: '2026 ж. 12 қараша' },
      attachments: [{ href: '#', label: 'Акт (PDF, 240 КБ)' }],
    }),
    section('timeline', {
      shown: 3,
      entries: [
        { ...entry, title: 'Жауап берілді', icon: 'message-square', tone: 'accent' },
        {
          ...entry,
          title: 'Мердігерге қоңырау шалу керек',
          icon: 'sticky-note',
          internal: true,
          text: 'Ертең 9:00-де',
        },
        {
          ...entry,
          title: 'Мерзімі ұзартылды',
          icon: 'calendar-clock',
          tone: 'warning',
          text: 'Ауа температурасы +5 °C-тан жоғары болуы керек.',
        },
        entry,
        { ...entry, title: 'Өтініш түсті', icon: 'send', tone: 'neutral', photos: [picture] },
      ],
    }),
  ]
}
