import { qrCode } from '../../look/qr.ts'
import { paginate } from '../pagination.ts'
import { longOffice, type Sections, section, wideSection } from './section.ts'

export function facts(): Sections {
  const list = paginate({
    page: 5,
    perPage: 20,
    total: 1284,
    hrefOf: (page) => `?page=${page}`,
    formatNumber: String,
    summaryOf: ({ from, to, total }) => `${from}–${to} / ${total}`,
  })
  return [
    section('number', { value: '2611-0483-1725' }, { value: '2611-0483-1725', big: true }),
    section('summary-list', {
      rows: [
        { label: 'Мекенжай', value: 'Қазақстан көшесі, 71', action: { href: '#', label: 'Өзгерту' } },
        { label: 'Жауапты', value: longOffice, href: '#' },
        { label: 'Мәтін', value: 'Бірінші жол\nекінші жол', action: { href: '#', label: 'Өзгерту' } },
      ],
    }),
    wideSection('progress-list', {
      label: 'Барысы',
      wide: true,
      steps: [
        { label: 'Жаңа', state: 'done', note: '3 қараша' },
        { label: 'Қабылданды', state: 'done', note: '4 қараша' },
        { label: 'Орындалуда', state: 'current' },
        { label: 'Жауап берілді', state: 'todo' },
        { label: 'Шешілгені расталды', state: 'todo' },
      ],
    }),
    section(
      'stat-tile',
      {
        label: 'Мерзімінде жауап берілгені',
        value: '87',
        unit: '%',
        note: 'мақсат 95 %',
        tone: 'warning',
        href: '#',
      },
      { label: 'Тұрғындар растады', value: '61', unit: '%', tone: 'success' },
    ),
    section('table', {
      caption: 'Аудандар бойынша',
      columns: [
        { label: 'Аудан', sortHref: '#' },
        { label: 'Өтініш', numeric: true, sortHref: '#', sorted: 'descending' },
        { label: 'Мерзімінде', numeric: true },
      ],
      rows: [
        [{ text: 'Бостандық', href: '#' }, '1 284', '87 %'],
        ['Медеу', '962', { text: '–', note: '10 өтініштен аз' }],
      ],
    }),
    wideSection('pagination', list),
    section('tabs', {
      label: 'Көрініс',
      items: [
        { href: '#', label: 'Тізім', current: true, count: '1 284' },
        { href: '#', label: 'Карта', current: false },
      ],
    }),
    section('filter-chips', {
      chips: [
        { label: 'Жолдар', href: '#' },
        { label: 'Бостандық ауданы', href: '#' },
      ],
      clearHref: '#',
    }),
    section('copy-link', {
      id: 'gallery-link',
      label: 'Сіздің жеке сілтемеңіз',
      value: 'https://example.org/kk/oskemen/c/3f9a',
      hint: 'Оны сақтап қойыңыз',
    }),
    section('qr', { ...qrCode('https://example.org/kk/oskemen/c/3f9a'), label: 'Жеке сілтеменің QR коды' }),
    section('share', {
      url: 'https://example.org',
      title: 'Ашық қала',
      links: [
        { href: '#', label: 'Telegram' },
        { href: '#', label: 'WhatsApp' },
      ],
    }),
    section('downloads', {
      items: [
        { href: '#', label: 'CSV', size: '12 КБ' },
        { href: '#', label: 'GeoJSON' },
      ],
    }),
    section('print-button', {}),
    section('crumbs', {
      items: [
        { href: '#', label: 'Басты бет' },
        { href: '#', label: 'Өтініштер' },
      ],
    }),
    section('back-link', { href: '#' }),
  ]
}
