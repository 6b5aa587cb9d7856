/** A schedule: a preset, a line of text, or segments; all three are the same schedule. */
import { Button, Row, SelectField, TextField } from '@/shared/ui';
import styles from './issue.module.css';
import { segmentInputs, PRESETS, scheduleText, type SegmentInput } from './segmentInputs';

interface Props {
  readonly text: string;
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
}

/** Choosing and editing a schedule. */
export function ScheduleFields({ text, error, onText }: Props) {
  const preset = PRESETS.find((each) => each.text === text);
  const segments = segmentInputs(text);
  return (
    <>
      <SelectField
        label="Schedule"
        value={preset?.text ?? ''}
        onChange={({ target }) => target.value !== '' && onText(target.value)}
      >
        {PRESETS.map(({ name, text: value }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
        <option value="">Your own</option>
      </SelectField>
      <TextField
        label="In a line"
        hint="As in the import file: 25%@12m + 75%@36m/36 is 25 % after 12 months, then the rest in 36 steps over 36 months."
        value={text}
        error={error}
        onChange={({ target }) => onText(target.value)}
      />
      {segments !== undefined && <Segments segments={segments} onSegments={(next) => onText(scheduleText(next))} />}
    </>
  );
}

function isUnit(text: string): text is SegmentInput['unit'] {
  return text === 'm' || text === 'd' || text === 's';
}

function isRhythm(text: string): text is SegmentInput['rhythm'] {
  return text === 'end' || text === 'steps' || text === 'linear';
}

function Segments({
  segments,
  onSegments,
}: {
  segments: readonly SegmentInput[];
  onSegments: (segments: readonly SegmentInput[]) => void;
}) {
  const change = (index: number, segment: SegmentInput) =>
    onSegments(segments.map((each, at) => (at === index ? segment : each)));
  return (
    <details className={styles.segments}>
      <summary>{segments.length === 1 ? 'Its one part' : `Its ${segments.length} parts`}, one after another</summary>
      {segments.map((segment, index) => (
        // Segments have no name but their place.
        <SegmentFields
          key={index}
          number={index + 1}
          segment={segment}
          onSegment={(next) => change(index, next)}
          onRemove={segments.length > 1 ? () => onSegments(segments.filter((_, at) => at !== index)) : undefined}
        />
      ))}
      <Row>
        <Button
          size="small"
          onClick={() => onSegments([...segments, { weight: '1', span: '12', unit: 'm', rhythm: 'end', steps: '2' }])}
        >
          Add a part
        </Button>
      </Row>
    </details>
  );
}

function SegmentFields({
  number,
  segment,
  onSegment,
  onRemove,
}: {
  number: number;
  segment: SegmentInput;
  onSegment: (segment: SegmentInput) => void;
  onRemove: (() => void) | undefined;
}) {
  return (
    <fieldset className={styles.segment}>
      <legend>Part {number}</legend>
      <TextField
        label="Share"
        inputMode="numeric"
        value={segment.weight}
        onChange={({ target }) => onSegment({ ...segment, weight: target.value })}
      />
      <TextField
        label="Lasts"
        inputMode="numeric"
        value={segment.span}
        onChange={({ target }) => onSegment({ ...segment, span: target.value })}
      />
      <SelectField
        label="Unit"
        value={segment.unit}
        onChange={({ target }) => {
          if (isUnit(target.value)) onSegment({ ...segment, unit: target.value });
        }}
      >
        <option value="m">months</option>
        <option value="d">days</option>
        <option value="s">seconds</option>
      </SelectField>
      <SelectField
        label="Vests"
        value={segment.rhythm}
        onChange={({ target }) => {
          if (isRhythm(target.value)) onSegment({ ...segment, rhythm: target.value });
        }}
      >
        <option value="end">all at its end</option>
        <option value="steps">in equal steps</option>
        <option value="linear">continuously</option>
      </SelectField>
      {segment.rhythm === 'steps' && (
        <TextField
          label="Steps"
          inputMode="numeric"
          value={segment.steps}
          onChange={({ target }) => onSegment({ ...segment, steps: target.value })}
        />
      )}
      {onRemove !== undefined && (
        <Button size="small" look="quiet" aria-label={`Remove part ${number}`} onClick={onRemove}>
          Remove
        </Button>
      )}
    </fieldset>
  );
}
