// @ts-check
/**
 * `npm run numbering`: makes phone/tables/ from the metadata in google-libphonenumber, the release that `npm run conformance` compares with, and proves them.
 *
 * `-- --check` writes nothing and says whether the committed tables are what would be written.
 * `-- --changes FILE` says what is different from another release: what `--keep FILE` wrote before, or an XML file of libphonenumber's.
 * `-- --keep FILE` keeps the metadata as text.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { Failure, ROOT, command, environment, run } from './tools.mjs'

const TABLES = join(ROOT, 'phone', 'tables')
const library = createRequire(import.meta.url)('google-libphonenumber')

/** The general description, then the kinds, in the order of the metadata. */
const KINDS = /** @type {const} */ (['General', 'FixedLine', 'Mobile', 'TollFree', 'PremiumRate', 'SharedCost', 'Voip', 'PersonalNumber', 'Pager', 'Uan', 'Voicemail'])

/** One line a fact; numbering/src/metadata.rs says which. */
const metadata = () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', 'google-libphonenumber', 'package.json'), 'utf8'))
  const util = library.PhoneNumberUtil.getInstance()
  const lines = [['V', `google-libphonenumber ${version}`]]
  const byCode = Object.entries(library.metadata.countryCodeToRegionCodeMap).sort(([a], [b]) => Number(a) - Number(b))
  for (const [code, regions] of byCode) {
    for (const region of regions) {
      const data = util.getMetadataForRegion(region === '001' ? code : region)
      lines.push([
        'R', region, code, data.getInternationalPrefixOrDefault(), data.getPreferredInternationalPrefixOrDefault(),
        data.getNationalPrefixOrDefault(), data.getNationalPrefixForParsingOrDefault(), data.getNationalPrefixTransformRuleOrDefault(),
        data.hasLeadingDigits() ? data.getLeadingDigits() : '', data.getSameMobileAndFixedLinePatternOrDefault() ? '1' : '0',
        data.hasPreferredExtnPrefix() ? data.getPreferredExtnPrefix() : '\0',
      ])
      KINDS.forEach((kind, at) => {
        const description = kind === 'General' ? data.getGeneralDesc() : data[`get${kind}`]()
        if (!description) return
        lines.push([
          'D', String(at), description.getNationalNumberPatternOrDefault(), description.possibleLengthArray().join(','),
          description.possibleLengthLocalOnlyArray().join(','), description.getExampleNumberOrDefault(),
        ])
      })
      for (const [list, formats] of [['N', data.numberFormatArray()], ['I', data.intlNumberFormatArray()]]) {
        for (const format of formats) {
          lines.push([
            'F', list, format.getPatternOrDefault(), format.getFormatOrDefault(), format.leadingDigitsPatternArray().join(' '),
            format.getNationalPrefixFormattingRuleOrDefault(), format.getNationalPrefixOptionalWhenFormattingOrDefault() ? '1' : '0',
            format.getDomesticCarrierCodeFormattingRuleOrDefault(),
          ])
        }
      }
    }
  }
  return lines.map((fields) => fields.join('\t')).join('\n') + '\n'
}

/** The folder of libphonenumber's carrier data, in a crate that is fetched and never built. */
const carriers = () => {
  const args = ['metadata', '--format-version', '1', '--all-features', '--locked']
  const { status, stdout, error } = spawnSync('cargo', args, { cwd: ROOT, env: environment(), encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] })
  if (status !== 0) throw new Failure(`cargo metadata failed${error ? `: ${error.message}` : ''}`)
  const found = JSON.parse(stdout).packages.find((/** @type {{ name: string }} */ it) => it.name === 'phonenumber')
  if (!found) throw new Failure('numbering/Cargo.toml names no phonenumber')
  return join(dirname(found.manifest_path), 'assets', 'carrier', 'en')
}

await command(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, changes: { type: 'string' }, keep: { type: 'string' } } })
  const folder = mkdtempSync(join(tmpdir(), 'guichet-numbering-'))
  try {
    const file = join(folder, 'metadata.txt')
    writeFileSync(file, metadata())
    const tool = ['run', '--quiet', '-p', 'guichet-numbering', '--']
    if (values.keep) writeFileSync(values.keep, readFileSync(file))
    if (values.changes) return run('cargo', [...tool, 'changes', values.changes, file])
    const out = values.check ? mkdtempSync(join(folder, 'tables-')) : TABLES
    run('cargo', [...tool, 'write', file, out, '--carriers', carriers()])
    if (!values.check) return
    const differing = readdirSync(out).filter((name) => !readFileSync(join(out, name)).equals(readFileSync(join(TABLES, name))))
    if (differing.length) throw new Failure(`phone/tables/ is not what npm run numbering writes: ${differing.join(', ')}`)
    console.log('phone/tables/ is what npm run numbering writes')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
