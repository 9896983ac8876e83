/** The time zone that an address speaks of. Regions first: «Советск» exists in four of them. */

/** Zones of Russia with a word for the list; the offset is what a school's clock shows against UTC. */
export const russianZones = [
  { zone: 'Europe/Kaliningrad', hours: 2, city: 'Калининград' },
  { zone: 'Europe/Moscow', hours: 3, city: 'Москва' },
  { zone: 'Europe/Samara', hours: 4, city: 'Самара' },
  { zone: 'Asia/Yekaterinburg', hours: 5, city: 'Екатеринбург' },
  { zone: 'Asia/Omsk', hours: 6, city: 'Омск' },
  { zone: 'Asia/Krasnoyarsk', hours: 7, city: 'Красноярск' },
  { zone: 'Asia/Irkutsk', hours: 8, city: 'Иркутск' },
  { zone: 'Asia/Yakutsk', hours: 9, city: 'Якутск' },
  { zone: 'Asia/Vladivostok', hours: 10, city: 'Владивосток' },
  { zone: 'Asia/Magadan', hours: 11, city: 'Магадан' },
  { zone: 'Asia/Kamchatka', hours: 12, city: 'Камчатка' },
] as const

/** «Москва, UTC+3»; a zone that is not in the list stands by its own name. */
export function zoneText(zone: string): string {
  const known = russianZones.find((one) => one.zone === zone)
  return known === undefined ? zone : `${known.city}, UTC+${known.hours}`
}

/** Beginnings of words, as they stand in addresses in any case; ё is е. Everything that is not here is Moscow's. */
const regions: readonly (readonly [zone: string, words: string])[] = [
  ['Europe/Kaliningrad', 'калининградск'],
  ['Europe/Samara', 'самарск удмурт саратовск ульяновск астраханск'],
  [
    'Asia/Yekaterinburg',
    'свердловск челябинск пермск башкорт башкир тюменск курганск оренбургск ханты-мансийск хмао югр ямало янао',
  ],
  ['Asia/Omsk', 'омская омской'],
  ['Asia/Krasnoyarsk', 'красноярск новосибирск томск кемеровск кузбасс алтай хакас тыва тува'],
  ['Asia/Irkutsk', 'иркутск бурят'],
  ['Asia/Yakutsk', 'якутия саха забайкальск амурск'],
  ['Asia/Vladivostok', 'приморск хабаровск еврейск'],
  ['Asia/Magadan', 'магаданск сахалинск'],
  ['Asia/Kamchatka', 'камчатск чукотск чукот'],
]

const cities: readonly (readonly [zone: string, words: string])[] = [
  ['Europe/Kaliningrad', 'калининград светлогорск балтийск гусев'],
  ['Europe/Samara', 'самара тольятти сызрань ижевск саратов энгельс ульяновск астрахань воткинск сарапул'],
  [
    'Asia/Yekaterinburg',
    'екатеринбург челябинск пермь уфа тюмень курган оренбург сургут нижневартовск магнитогорск тагил орск стерлитамак салехард уренгой тобольск',
  ],
  ['Asia/Omsk', 'омск'],
  [
    'Asia/Krasnoyarsk',
    'красноярск новосибирск томск кемерово новокузнецк барнаул бийск горно-алтайск абакан кызыл норильск',
  ],
  ['Asia/Irkutsk', 'иркутск братск ангарск улан-удэ'],
  ['Asia/Yakutsk', 'якутск чита благовещенск мирный нерюнгри'],
  ['Asia/Vladivostok', 'владивосток хабаровск уссурийск находка комсомольск-на-амуре биробиджан'],
  ['Asia/Magadan', 'магадан южно-сахалинск'],
  ['Asia/Kamchatka', 'петропавловск-камчатский анадырь провидения билибино певек'],
]

/** Null until the address says anything about a place: «г. Тверь, ул. …» is Moscow's, «ул. Ленина, 1» says nothing. */
export function proposedZone(address: string): string | null {
  const words = withoutStreet(address)
    .toLocaleLowerCase('ru')
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{M}\d-]+/u)
    .filter(Boolean)
  const byRegion = find(regions, (known) => words.some((word) => word.startsWith(known)))
  const byCity = find(cities, (known) => words.includes(known))
  return byRegion ?? byCity ?? (namesPlace(address) ? 'Europe/Moscow' : null)
}

/** Streets are named after cities far away. */
function withoutStreet(address: string): string {
  const street =
    /^\s*(?:ул\.|улица|пр-т|пр\.|проспект|пер\.|переулок|ш\.|шоссе|наб\.|набережная|б-р|бульвар|пл\.|площадь|мкр|микрорайон)/iu
  return address
    .split(',')
    .filter((part) => !street.test(part))
    .join(',')
}

function find(list: readonly (readonly [string, string])[], matches: (known: string) => boolean): string | undefined {
  return list.find(([, words]) => words.split(' ').some(matches))?.[0]
}

/** A region, a town or a village stands in the address. */
function namesPlace(address: string): boolean {
  return /(?:^|[\s,])(?:г\.|гор\.|город|с\.|село|пос\.|посёлок|поселок|пгт|дер\.|деревня|ст-ца|станица|обл\.?|область|край|респ\.?|республика|москва|санкт-петербург|севастополь)(?=[\s,.]|$)/iu.test(
    address,
  )
}
