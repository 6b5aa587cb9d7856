/** A schedule: a preset, a line of text, or parts; all three are the same schedule. */
import { Button, Row, SelectField, TextField } from '@/shared/ui';
import styles from './issue.module.css';
import { partsOf, PRESETS, textOf, type Part } from './schedule';

interface Props {
  readonly text: string;
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
}

/** Choosing and editing a schedule. */
export function ScheduleFields({ text, error, onText }: Props) {
  const preset = PRESETS.find((each) => each.text === text);
  const parts = partsOf(text);
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
      {parts !== undefined && <Parts parts={parts} onParts={(next) => onText(textOf(next))} />}
    </>
  );
}

function isUnit(text: string): text is Part['unit'] {
  return text === 'm' || text === 'd' || text === 's';
}

function isRhythm(text: string): text is Part['rhythm'] {
  return text === 'end' || text === 'steps' || text === 'linear';
}

function Parts({ parts, onParts }: { parts: readonly Part[]; onParts: (parts: readonly Part[]) => void }) {
  const change = (index: number, part: Part) => onParts(parts.map((each, at) => (at === index ? part : each)));
  return (
    <details className={styles.parts}>
      <summary>{parts.length === 1 ? 'Its one part' : `Its ${parts.length} parts`}, one after another</summary>
      {parts.map((part, index) => (
        // Parts have no name but their place.
        <PartFields
          key={index}
          number={index + 1}
          part={part}
          onPart={(next) => change(index, next)}
          onRemove={parts.length > 1 ? () => onParts(parts.filter((_, at) => at !== index)) : undefined}
        />
      ))}
      <Row>
        <Button
          size="small"
          onClick={() => onParts([...parts, { weight: '1', span: '12', unit: 'm', rhythm: 'end', steps: '2' }])}
        >
          Add a part
        </Button>
      </Row>
    </details>
  );
}

function PartFields({
  number,
  part,
  onPart,
  onRemove,
}: {
  number: number;
  part: Part;
  onPart: (part: Part) => void;
  onRemove: (() => void) | undefined;
}) {
  return (
    <fieldset className={styles.part}>
      <legend>Part {number}</legend>
      <TextField
        label="Share"
        inputMode="numeric"
        value={part.weight}
        onChange={({ target }) => onPart({ ...part, weight: target.value })}
      />
      <TextField
        label="Lasts"
        inputMode="numeric"
        value={part.span}
        onChange={({ target }) => onPart({ ...part, span: target.value })}
      />
      <SelectField
        label="Unit"
        value={part.unit}
        onChange={({ target }) => {
          if (isUnit(target.value)) onPart({ ...part, unit: target.value });
        }}
      >
        <option value="m">months</option>
        <option value="d">days</option>
        <option value="s">seconds</option>
      </SelectField>
      <SelectField
        label="Vests"
        value={part.rhythm}
        onChange={({ target }) => {
          if (isRhythm(target.value)) onPart({ ...part, rhythm: target.value });
        }}
      >
        <option value="end">all at its end</option>
        <option value="steps">in equal steps</option>
        <option value="linear">continuously</option>
      </SelectField>
      {part.rhythm === 'steps' && (
        <TextField
          label="Steps"
          inputMode="numeric"
          value={part.steps}
          onChange={({ target }) => onPart({ ...part, steps: target.value })}
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
