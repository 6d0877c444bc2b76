/** Differences that are accepted: an answer of Django's that dorm does not give, each with its reason. */
const reasons: Readonly<Record<string, string>> = {
  'gen11-1330':
    'The seed holds decimals as doubles of 17 digits, as Django writes them; dorm reads 15, which are certain, and adds those up exactly.',
  'gen11-2803':
    'The seed holds 12345678901234.123 as a double; of its 15 certain digits the last is .1, so dorm finds it equal to 12345678901234.1.',
  'gen11-2556':
    'Django loses a join when reports__reports_to leads back under exclude(): it compares the postal code of the report, not of its manager.',
};

/** Why dorm may answer otherwise; undefined when it may not. */
export function acceptedReason(id: string): string | undefined {
  return reasons[id];
}
