import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type ApiProblem, read } from './api.ts'
import { usePostId } from './session.tsx'

/** Reads an address and keeps the answer while the page is used; null asks nothing. Each post has answers of its own. */
export function useRead<T>(path: string | null): UseQueryResult<T, ApiProblem> {
  const post = usePostId()
  return useQuery<T, ApiProblem>({
    queryKey: [post, path],
    queryFn: ({ signal }) => read<T>(path ?? '', signal),
    enabled: path !== null,
    placeholderData: (before) => before,
  })
}
