package org.jacobean.llvm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jacobean.AbstractValue;
import org.jacobean.backend.Buffer;
import org.jacobean.backend.DeviceArray;
import org.jacobean.llvm.lower.LoopProgram;
import org.jacobean.llvm.lower.ScratchPlan;

/**
 * How the native memory of one call is laid out: the table of addresses, the tiny arguments, the
 * tiny results, the scratch slab. What a call has to say is written to words on the Java heap first
 * and copied at once; the tiny results come back by one copy per chunk, whose words they share.
 */
final class CallFrame {
  /** Results that share words are kept alive together, so not too many of them. */
  private static final int CHUNK_WORDS = 4096;

  private static final long SCRATCH_ALIGNMENT = 64;

  /** All of memory: a call's block is an address, without an object of its own. */
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  final AbstractValue[] inputs;
  final AbstractValue[] outputs;

  /** The argument whose memory a result takes, or -1. */
  final int[] reuses;

  /** First word of a tiny argument or result in the block; 0 for others. */
  private final int[] words;

  /** The chunk of a tiny result, and the first words of the chunks with their end. */
  private final int[] chunkOf;

  private final int[] chunks;

  /** Words that are written before a call: table and arguments. */
  private final int prefix;

  private final long scratchAt;
  private final long bytes;

  CallFrame(LoopProgram loops, ScratchPlan scratch, Map<Integer, Integer> reused) {
    this.inputs = types(loops, loops.inputs());
    this.outputs = types(loops, loops.outputs());
    this.reuses = new int[outputs.length];
    Arrays.fill(reuses, -1);
    reused.forEach((in, out) -> reuses[out] = in);
    int n = inputs.length + outputs.length;
    this.words = new int[n];
    this.chunkOf = new int[outputs.length];
    int at = n + 1;
    for (int i = 0; i < inputs.length; i++) {
      at = place(i, inputs[i], at);
    }
    this.prefix = at;
    List<Integer> starts = new ArrayList<>(List.of(at));
    for (int i = 0; i < outputs.length; i++) {
      if (at - starts.getLast() >= CHUNK_WORDS) {
        starts.add(at);
      }
      chunkOf[i] = starts.size() - 1;
      at = place(inputs.length + i, outputs[i], at);
    }
    starts.add(at);
    this.chunks = starts.stream().mapToInt(Integer::intValue).toArray();
    this.scratchAt = (8L * at + SCRATCH_ALIGNMENT - 1) / SCRATCH_ALIGNMENT * SCRATCH_ALIGNMENT;
    this.bytes = scratchAt + Math.max(SCRATCH_ALIGNMENT, scratch.bytes());
  }

  private static AbstractValue[] types(LoopProgram loops, List<Integer> slots) {
    return slots.stream().map(s -> loops.slots().get(s).aval()).toArray(AbstractValue[]::new);
  }

  private int place(int i, AbstractValue type, int at) {
    if (type.bytes() > DeviceArray.HEAP_BYTES) {
      return at;
    }
    int even = at + (at & 1); // 16 bytes: no number lies across that
    words[i] = even;
    return even + Math.max(1, (int) ((type.bytes() + 7) / 8));
  }

  /** Bytes of a call's block. */
  long bytes() {
    return bytes;
  }

  /** Where the scratch slab begins in the block. */
  long scratchAt() {
    return scratchAt;
  }

  /** Whether a call copies this argument. */
  boolean isTiny(int input) {
    return words[input] != 0;
  }

  /** Whether this result comes back in shared words. */
  boolean isTinyResult(int output) {
    return words[inputs.length + output] != 0;
  }

  /** The words of a call, with the addresses of what lies in the block. */
  long[] open(long block, long hostTable) {
    long[] image = new long[prefix];
    for (int i = 0; i < words.length; i++) {
      image[i] = block + 8L * words[i];
    }
    image[words.length] = hostTable;
    return image;
  }

  /** Says that an argument lies at an address of its own. */
  void argumentAt(long[] image, int input, long address) {
    image[input] = address;
  }

  /** Says that a result goes to an address of its own. */
  void resultAt(long[] image, int output, long address) {
    image[inputs.length + output] = address;
  }

  /** Copies a tiny argument into the words of a call. */
  void copy(long[] image, int input, Buffer b) {
    int to = words[input];
    long[] from = b.words();
    if (from != null) {
      int at = b.wordsFrom();
      int n = (int) ((b.bytes() + 7) >> 3);
      for (int k = 0; k < n; k++) {
        image[to + k] = from[at + k];
      }
    } else {
      MemorySegment s = b.segment();
      MemorySegment.copy(s, 0, MemorySegment.ofArray(image), 8L * to, s.byteSize());
    }
  }

  /** Writes the words of a call to its block. */
  void send(long[] image, long block) {
    MemorySegment.copy(image, 0, MEMORY, ValueLayout.JAVA_LONG, block, image.length);
  }

  /** Reads the tiny results back. */
  long[][] receive(long block) {
    long[][] found = new long[chunks.length - 1][];
    for (int c = 0; c < found.length; c++) {
      found[c] = new long[chunks[c + 1] - chunks[c]];
      MemorySegment.copy(
          MEMORY, ValueLayout.JAVA_LONG, block + 8L * chunks[c], found[c], 0, found[c].length);
    }
    return found;
  }

  /** A tiny result among those read back. */
  DeviceArray result(long[][] received, int output) {
    AbstractValue type = outputs[output];
    int chunk = chunkOf[output];
    int at = words[inputs.length + output] - chunks[chunk];
    return new DeviceArray(type, Buffer.within(received[chunk], at, type.bytes()));
  }
}
