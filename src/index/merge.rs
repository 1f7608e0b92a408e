//! Which segments of the index are made one.
//!
//! A segment costs every search some microseconds, and a merge costs the time
//! of writing it once more and the memory of its whole text. So only small
//! segments are merged, such as a watched folder makes, and never to one
//! larger than a batch makes at once: however large the archive, a merge
//! stays as small.

use tantivy::SegmentMeta;
use tantivy::merge_policy::{MergeCandidate, MergePolicy};

/// Notices of the largest segment that is merged with others. A batch of
/// ordinary issues makes one of about twice as many.
const SMALL: u32 = 4_000;
/// Most notices of a segment made by merging.
const MOST: u32 = 16_000;
/// Fewest segments merged.
const FEWEST: usize = 8;

/// See the module's description.
#[derive(Debug)]
pub(super) struct SmallSegments;

impl MergePolicy for SmallSegments {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let sizes: Vec<u32> = segments.iter().map(SegmentMeta::num_docs).collect();
        let candidates = candidates(&sizes).into_iter().map(|group| {
            let ids = group.into_iter().filter_map(|at| segments.get(at));
            MergeCandidate(ids.map(SegmentMeta::id).collect())
        });
        candidates.collect()
    }
}

/// Groups of small segments, by their places in the list; those of about the
/// same size come together, so that no notice is written again and again.
fn candidates(sizes: &[u32]) -> Vec<Vec<usize>> {
    let mut small: Vec<usize> = (0..sizes.len())
        .filter(|&at| sizes.get(at).is_some_and(|&size| size <= SMALL))
        .collect();
    let size = |at: &usize| sizes.get(*at).copied().unwrap_or(0);
    small.sort_by_key(size);
    let mut out = Vec::new();
    let mut group: Vec<usize> = Vec::new();
    let mut sum = 0;
    for at in small {
        let alike = group
            .last()
            .is_none_or(|last| size(&at) <= FEWEST as u32 * size(last).max(FEWEST as u32));
        if !alike || sum + size(&at) > MOST {
            out.push(std::mem::take(&mut group));
            sum = 0;
        }
        sum += size(&at);
        group.push(at);
    }
    out.push(group);
    out.retain(|group| group.len() >= FEWEST);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_small_segments_are_merged() {
        let merged =
            |sizes: &[u32]| -> Vec<usize> { candidates(sizes).iter().map(Vec::len).collect() };
        assert!(merged(&[]).is_empty());
        assert!(merged(&[1; 7]).is_empty());
        assert_eq!(merged(&[1; 8]), [8]);
        assert!(merged(&[8_000; 40]).is_empty());
        assert_eq!(merged(&[2_000; 16]), [8, 8]);
        assert_eq!(merged(&[4_000; 9]), [] as [usize; 0], "four would fill one");
        assert_eq!(merged(&[3_000, 1, 1, 1, 1, 1, 1, 1, 1]), [8]);
        assert_eq!(candidates(&[5_000, 1, 1, 1, 1, 1, 1, 1, 1])[0][0], 1);
    }
}
