import { zodResolver } from '@hookform/resolvers/zod';
import { type UseMutationOptions, useMutation } from '@tanstack/react-query';
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { failureText } from '../../i18n/failure-text.ts';
import { failureOf, refusedFields } from '../../lib/failure.ts';
import { issueText } from './issue-text.ts';

type Options<Input extends FieldValues, Output, Problem> = {
  /** The schema that the server checks its input with, too. */
  readonly schema: z.ZodType<FieldValues, Input>;
  readonly start: DefaultValues<Input>;
  readonly mutation: UseMutationOptions<Output, Problem, Input>;
  /** The fields that the server's codes are about; other failures are said above the form. */
  readonly fields: Readonly<Record<string, Path<Input>>>;
  readonly onDone: (output: Output) => void;
};

/**
 * A form that sends what was filled in to one procedure, once. What the schema or the server finds wrong is said at its
 * field, and the first such field gets the keyboard; what was typed stays.
 */
export function useServerForm<Input extends FieldValues, Output, Problem>({
  schema,
  start,
  mutation,
  fields,
  onDone,
}: Options<Input, Output, Problem>) {
  const { t } = useTranslation();
  const form = useForm<Input, unknown, FieldValues>({
    // The server reads it again: here it only says early what is wrong.
    resolver: zodResolver(schema),
    defaultValues: start,
    mode: 'onTouched',
    shouldFocusError: true,
  });
  const sending = useMutation(mutation);
  const names = Object.keys(start);
  const isField = (name: string): name is Path<Input> => names.includes(name);
  /** The field that a failure is about; undefined when it is about none. */
  const fieldOf = (error: unknown) => fields[failureOf(error).code] ?? refusedFields(error).find(isField);

  const submit = form.handleSubmit(async () => {
    if (sending.isPending) return;
    try {
      onDone(await sending.mutateAsync(form.getValues()));
    } catch (error) {
      const field = fieldOf(error);
      if (field === undefined) return;
      const failure = failureOf(error);
      const message = failure.code === 'request_unreadable' ? t('kit.fieldInvalid') : failureText(failure);
      form.setError(field, { type: 'server', message }, { shouldFocus: true });
    }
  });

  return {
    register: form.register,
    /** Fills a field in, as if it had been typed. */
    setValue: form.setValue,
    /** What is filled in now. */
    getValues: form.getValues,
    /** As `getValues`, and follows it. */
    watch: form.watch,
    onSubmit: (event: { preventDefault: () => void }) => {
      event.preventDefault();
      void submit();
    },
    /** What is wrong with a field, in people's words. */
    errorOf: (field: Path<Input>): string | undefined =>
      issueText(form.getFieldState(field, form.formState).error, t),
    isBusy: sending.isPending,
    /** Why the latest sending failed, whatever it is about. */
    error: sending.error ?? undefined,
    /** A failure that is about no field. */
    failure: sending.error !== null && fieldOf(sending.error) === undefined ? sending.error : undefined,
  };
}
