import { withoutPeoples } from './alias-forms.js'
import { countyAliases } from './county-aliases.js'
import { CITY_NAMES, COUNTY_NAMES, PROVINCE_NAMES } from './country-names.js'
import { addToTrie, newTrieNode, type TrieNode } from './name-trie.js'
import { isEverydayWord } from './place-usage.js'

/** 赤峰 without 市 says less, and 昆山 is heard in front of 开发区 only. */
export type CountryName = { readonly text: string; readonly level: 'province' | 'city' | 'county'; readonly isBare: boolean }

const KIND_OF_PROVINCE = /(省|市|特别行政区|(壮族|回族|维吾尔)?自治区)$/
const KIND_OF_CITY = /(市|地区|盟|自治州)$/
/** 新城区, 河东区, 老城区: parts of any town, whatever districts are called so. */
const PART_OF_TOWN = /^[东西南北中新老城桥路河江湖海山铁郊港矿]{1,2}区$/
/** 乌后旗 of 乌拉特后旗, 阿左旗 of 阿拉善左旗. */
const SIDED_BANNER = /^(.).+([前中后左右]旗)$/
export const COUNTY_KIND = /(自治[县旗]|[区县市旗])$/

function namesOfCountry(): CountryName[] {
  const names: CountryName[] = []
  const add = (text: string, level: CountryName['level'], isBare = false): void => {
    if (text.length >= 2 && !(isBare && isEverydayWord(text))) names.push({ text, level, isBare })
  }
  for (const name of PROVINCE_NAMES) {
    add(name, 'province')
    add(name.replace(KIND_OF_PROVINCE, ''), 'province', true)
  }
  for (const name of CITY_NAMES) {
    add(name, 'city')
    add(withoutPeoples(name.replace(KIND_OF_CITY, '')), 'city', true)
  }
  for (const name of COUNTY_NAMES) {
    if (PART_OF_TOWN.test(name) || isEverydayWord(name.replace(COUNTY_KIND, ''))) continue
    add(name, 'county')
    const sided = SIDED_BANNER.exec(name)
    if (sided) add(`${sided[1] ?? ''}${sided[2] ?? ''}`, 'county')
    countyAliases(name, (text, quality, how, { bare }) => {
      if (how === 'spoken_form' && (bare === true || (quality >= 0.9 && text.length >= 3 && COUNTY_KIND.test(text)))) add(text, 'county', bare === true)
    })
  }
  return names
}

let country: TrieNode<CountryName> | null = null

/** The same for every city, so made once. What is a city's own is passed over when it is met. */
export function countryTrie(): TrieNode<CountryName> {
  if (country === null) {
    country = newTrieNode<CountryName>()
    for (const name of namesOfCountry()) addToTrie(country, name.text, name)
  }
  return country
}
